using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SubTracker.Web.Api;
using SubTracker.Web.Session;

namespace SubTracker.Tests.Web;

public sealed class AccessTokensTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(Sample.Now);
    private readonly StubApi _api = new();
    private readonly ServiceProvider _services;
    private readonly AccessTokens _tokens;

    public AccessTokensTests()
    {
        _services = new ServiceCollection()
            .AddTransient(_ => new AccountClient(new HttpClient(_api, disposeHandler: false) { BaseAddress = new("http://api.test/api/v1/") }))
            .BuildServiceProvider();
        _tokens = new(_services, _clock);
        _api.Data(HttpMethod.Post, "auth/refresh", Sample.SignedIn);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private int Refreshes => _api.Count(HttpMethod.Post, "auth/refresh");

    [Fact]
    public async Task A_token_is_kept_until_shortly_before_it_ends()
    {
        Assert.Equal("an.access.token", await _tokens.GetAsync("session", Cancelled));
        _clock.Advance(TimeSpan.FromMinutes(14));
        await _tokens.GetAsync("session", Cancelled);
        Assert.Equal(1, Refreshes);

        _clock.Advance(TimeSpan.FromSeconds(45));
        await _tokens.GetAsync("session", Cancelled);

        Assert.Equal(2, Refreshes);
    }

    [Fact]
    public async Task Each_session_has_its_own_token()
    {
        await _tokens.GetAsync("one", Cancelled);
        await _tokens.GetAsync("other", Cancelled);

        Assert.Equal("""{"refreshToken":"other"}""", _api.Last(HttpMethod.Post, "auth/refresh").Body);
        Assert.Equal(2, Refreshes);
    }

    [Fact]
    public async Task Those_who_ask_at_once_share_one_token()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _tokens.GetAsync("session", Cancelled)));

        Assert.Equal(1, Refreshes);
    }

    [Fact]
    public async Task A_session_that_the_api_no_longer_knows_has_ended()
    {
        _api.Problem(HttpMethod.Post, "auth/refresh", HttpStatusCode.Unauthorized, "Unauthorized", "The session has ended.");

        await Assert.ThrowsAsync<SessionEndedException>(() => _tokens.GetAsync("session", Cancelled));
    }

    [Fact]
    public async Task A_failure_of_the_api_ends_no_session()
    {
        _api.Problem(HttpMethod.Post, "auth/refresh", HttpStatusCode.InternalServerError, "Something broke", "Try again.");
        await Assert.ThrowsAsync<ApiProblemException>(() => _tokens.GetAsync("session", Cancelled));

        _api.Data(HttpMethod.Post, "auth/refresh", Sample.SignedIn);

        Assert.Equal("an.access.token", await _tokens.GetAsync("session", Cancelled));
    }

    public void Dispose() => _services.Dispose();
}
