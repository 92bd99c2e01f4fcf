namespace SubTracker.Tests.Platform;

public sealed class HostTests
{
    [Fact]
    public void The_data_of_the_tests_is_beside_them() =>
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "Data", "renewals.json")));
}
