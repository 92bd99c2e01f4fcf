namespace SubTracker.Tests.Platform;

/// <summary>One system for a class of tests whose users do not meet; its clock stands still.</summary>
public sealed class SystemFixture : IAsyncLifetime
{
    private int _users;

    internal TestSystem System { get; private set; } = null!;

    /// <summary>The first user of the installation.</summary>
    internal HttpClient Administrator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        System = await TestSystem.StartAsync();
        Administrator = await System.SignUpAsync("Root");
    }

    internal Task<HttpClient> SignUpAsync(string timeZone = "UTC") => System.SignUpAsync($"User{Interlocked.Increment(ref _users)}", timeZone);

    public async ValueTask DisposeAsync()
    {
        Administrator.Dispose();
        await System.DisposeAsync();
    }
}
