using System.Net;
using SubTracker.Contracts.Auth;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Auth;

public sealed class SessionTests
{
    [Fact]
    public async Task A_refresh_token_trades_for_new_tokens()
    {
        await using var api = await ApiHost.StartAsync();
        var (_, first) = await api.SignUpAsync();
        api.Clock.Advance(TimeSpan.FromHours(1));

        var second = await RefreshAsync(api, first.RefreshToken);

        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        Assert.Equal(ApiHost.Start + TimeSpan.FromMinutes(75), second.ExpiresAt);
        api.Client.SignIn(second);
        Assert.Equal(HttpStatusCode.OK, (await api.Client.GetAsync("/api/v1/users/me", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_refresh_token_used_twice_ends_the_whole_family()
    {
        await using var api = await ApiHost.StartAsync();
        var (_, first) = await api.SignUpAsync();
        var second = await RefreshAsync(api, first.RefreshToken);
        var third = await RefreshAsync(api, second.RefreshToken);

        await RefusedAsync(api, first.RefreshToken);

        await RefusedAsync(api, third.RefreshToken);
    }

    [Fact]
    public async Task Of_two_who_refresh_with_one_token_at_once_at_most_one_gets_on()
    {
        await using var api = await ApiHost.StartAsync();
        var (_, signedIn) = await api.SignUpAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            api.Client.PostJsonAsync("/api/v1/auth/refresh", new RefreshRequest(signedIn.RefreshToken))));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_familys_end_leaves_the_users_other_sessions_alone()
    {
        await using var api = await ApiHost.StartAsync();
        var (_, phone) = await api.SignUpAsync();
        var laptop = await SignInAsync(api);
        await RefreshAsync(api, phone.RefreshToken);

        await RefusedAsync(api, phone.RefreshToken);

        await RefreshAsync(api, laptop.RefreshToken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    public async Task What_never_was_a_refresh_token_is_refused(string token)
    {
        await using var api = await ApiHost.StartAsync();

        await RefusedAsync(api, token);
    }

    [Fact]
    public async Task A_guess_at_somebodys_session_does_not_end_it()
    {
        await using var api = await ApiHost.StartAsync();
        var (_, signedIn) = await api.SignUpAsync();
        var sessionId = signedIn.RefreshToken.Split('.')[0];

        await RefusedAsync(api, $"{sessionId}.guess.guess");

        await RefreshAsync(api, signedIn.RefreshToken);
    }

    [Fact]
    public async Task A_session_lives_thirty_days_from_its_last_use()
    {
        await using var api = await ApiHost.StartAsync();
        var (_, signedIn) = await api.SignUpAsync();
        api.Clock.Advance(TimeSpan.FromDays(29));
        var next = await RefreshAsync(api, signedIn.RefreshToken);
        api.Clock.Advance(TimeSpan.FromDays(29));
        next = await RefreshAsync(api, next.RefreshToken);

        api.Clock.Advance(TimeSpan.FromDays(30));

        await RefusedAsync(api, next.RefreshToken);
    }

    [Fact]
    public async Task A_browsers_handle_stays_as_it_is_and_may_be_used_again()
    {
        await using var api = await ApiHost.StartAsync();
        await api.SignUpAsync();
        var browser = await SignInAsync(api, browserSession: true);

        var first = await RefreshAsync(api, browser.RefreshToken);
        var second = await RefreshAsync(api, browser.RefreshToken);

        Assert.Equal(browser.RefreshToken, first.RefreshToken);
        Assert.Equal(browser.RefreshToken, second.RefreshToken);
    }

    [Fact]
    public async Task Signing_out_ends_this_session_only()
    {
        await using var api = await ApiHost.StartAsync();
        var (client, here) = await api.SignUpAsync();
        var elsewhere = await SignInAsync(api);

        await (await client.PostJsonAsync("/api/v1/auth/sign-out", "{}")).DataAsync<object?>();

        await RefusedAsync(api, here.RefreshToken);
        await RefreshAsync(api, elsewhere.RefreshToken);
    }

    [Fact]
    public async Task Signing_out_of_what_cannot_be_read_is_refused_and_ends_nothing()
    {
        await using var api = await ApiHost.StartAsync();
        var (client, here) = await api.SignUpAsync();

        var answer = await client.PostAsync("/api/v1/auth/sign-out?all=perhaps", null, TestContext.Current.CancellationToken);

        Assert.Equal(["all"], await answer.InvalidFieldsAsync());
        await RefreshAsync(api, here.RefreshToken);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_of_this_user_and_of_no_other()
    {
        await using var api = await ApiHost.StartAsync();
        var (client, here) = await api.SignUpAsync();
        var elsewhere = await SignInAsync(api, browserSession: true);
        var (_, other) = await api.SignUpAsync("Other");

        await (await client.PostAsync("/api/v1/auth/sign-out?all=true", null, TestContext.Current.CancellationToken)).DataAsync<object?>();

        await RefusedAsync(api, here.RefreshToken);
        await RefusedAsync(api, elsewhere.RefreshToken);
        await RefreshAsync(api, other.RefreshToken);
    }

    [Fact]
    public async Task Nobody_signs_out_who_is_not_signed_in()
    {
        await using var api = await ApiHost.StartAsync();

        await (await api.Client.PostJsonAsync("/api/v1/auth/sign-out", "{}")).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_database_holds_no_token_and_no_password()
    {
        await using var api = await ApiHost.StartAsync();
        var (_, signedIn) = await api.SignUpAsync();
        var (family, secret) = (signedIn.RefreshToken.Split('.')[1], signedIn.RefreshToken.Split('.')[2]);

        var stored = api.ReadStorage();

        Assert.Contains("ada@example.org", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(ApiHost.Password, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(family, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
    }

    private static async Task<SignedInResponse> SignInAsync(ApiHost api, bool browserSession = false) =>
        await (await api.Client.PostJsonAsync(
            "/api/v1/auth/sign-in", new SignInRequest("ada@example.org", ApiHost.Password, browserSession))).DataAsync<SignedInResponse>();

    private static async Task<SignedInResponse> RefreshAsync(ApiHost api, string token) =>
        await (await api.Client.PostJsonAsync("/api/v1/auth/refresh", new RefreshRequest(token))).DataAsync<SignedInResponse>();

    private static async Task RefusedAsync(ApiHost api, string token) =>
        await (await api.Client.PostJsonAsync("/api/v1/auth/refresh", new RefreshRequest(token))).ProblemAsync(HttpStatusCode.Unauthorized);
}
