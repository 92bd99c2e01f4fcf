using SubTracker.ApiService.Admin;

namespace SubTracker.Tests.Admin;

public sealed class PercentileTests
{
    [Theory]
    [InlineData(new double[] { }, null, null)]
    [InlineData(new[] { 3.0 }, 3.0, 3.0)]
    [InlineData(new[] { 1.0, 2, 3, 4 }, 2.0, 4.0)]
    public void A_percentile_is_the_smallest_that_so_many_do_not_exceed(double[] lags, double? median, double? highest)
    {
        var ordered = lags.Select(TimeSpan.FromSeconds).ToList();
        Assert.Equal((median, highest), (OverviewEndpoint.Percentile(ordered, 50), OverviewEndpoint.Percentile(ordered, 99)));
    }
}
