using System.Net;
using System.Text.Json.Nodes;
using SubTracker.Contracts.Auth;
using SubTracker.Contracts.Users;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Auth;

public sealed class SignUpTests
{
    [Fact]
    public async Task The_first_user_of_an_installation_is_its_administrator_and_nobody_after()
    {
        await using var api = await ApiHost.StartAsync();

        var (_, first) = await api.SignUpAsync("First");
        var (_, second) = await api.SignUpAsync("Second");

        Assert.Equal(Role.Admin, first.User.Role);
        Assert.Equal(Role.User, second.User.Role);
    }

    [Fact]
    public async Task Of_many_who_sign_up_first_at_once_one_is_the_administrator()
    {
        await using var api = await ApiHost.StartAsync();

        var signedUp = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => api.SignUpAsync($"Ada{n}")));

        Assert.Single(signedUp, one => one.SignedIn.User.Role == Role.Admin);
    }

    [Fact]
    public async Task A_new_user_has_the_defaults_and_is_signed_in()
    {
        await using var api = await ApiHost.StartAsync();

        var response = await api.Client.PostJsonAsync(
            "/api/v1/auth/sign-up", """{ "name": " Ada ", "email": " Ada@Example.org ", "password": "correct horse battery" }""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/api/v1/users/me", response.Headers.Location?.OriginalString);
        var (token, expiresAt, refreshToken, user) = await response.DataAsync<SignedInResponse>();
        Assert.NotEmpty(token);
        Assert.NotEmpty(refreshToken);
        Assert.Equal(ApiHost.Start.AddMinutes(15), expiresAt);
        Assert.Equal(("Ada", "Ada@Example.org", "EUR", "UTC"), (user.Name, user.Email, user.Currency, user.TimeZone));
        Assert.Equal([7, 5, 2, 1], user.Reminders.DaysBefore);
        Assert.Equal(new TimeOnly(9, 0), user.Reminders.TimeOfDay);
        Assert.Equal((ApiHost.Start, ApiHost.Start), (user.CreatedAt, user.UpdatedAt));
    }

    [Fact]
    public async Task The_zone_of_the_browser_becomes_the_users()
    {
        await using var api = await ApiHost.StartAsync();

        var (_, signedIn) = await api.SignUpAsync(timeZone: "Europe/Berlin");

        Assert.Equal("Europe/Berlin", signedIn.User.TimeZone);
    }

    [Fact]
    public async Task An_address_has_one_account_however_it_is_spelt()
    {
        await using var api = await ApiHost.StartAsync();
        await api.SignUpAsync("Ada");

        var response = await api.Client.PostJsonAsync(
            "/api/v1/auth/sign-up", new SignUpRequest("Another", "ADA@example.ORG", ApiHost.Password));

        await response.ProblemAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Of_many_who_take_one_address_at_once_one_gets_it()
    {
        await using var api = await ApiHost.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            api.Client.PostJsonAsync("/api/v1/auth/sign-up", new SignUpRequest("Ada", "ada@example.org", ApiHost.Password))));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Nobody_becomes_administrator_by_saying_so()
    {
        await using var api = await ApiHost.StartAsync();
        await api.SignUpAsync("First");

        var response = await api.Client.PostJsonAsync("/api/v1/auth/sign-up", """
            { "name": "Eve", "email": "eve@example.org", "password": "correct horse battery", "role": "admin", "id": "1", "version": 9 }
            """);

        var user = (await response.DataAsync<SignedInResponse>()).User;
        Assert.Equal(Role.User, user.Role);
        Assert.NotEqual("1", user.Id);
    }

    [Fact]
    public async Task An_answer_never_holds_a_password_or_its_hash()
    {
        await using var api = await ApiHost.StartAsync();

        var response = await api.Client.PostJsonAsync("/api/v1/auth/sign-up", new SignUpRequest("Ada", "ada@example.org", ApiHost.Password));

        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("hash", body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("$2", body, StringComparison.Ordinal);
        Assert.DoesNotContain(ApiHost.Password, body, StringComparison.Ordinal);
        Assert.True((bool)JsonNode.Parse(body)!["success"]!);
    }
}
