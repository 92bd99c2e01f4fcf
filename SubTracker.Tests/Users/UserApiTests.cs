using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Users;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Users;

public sealed class UserApiTests
{
    private const string Me = "/api/v1/users/me";

    [Fact]
    public async Task Everybody_sees_themselves()
    {
        await using var api = await ApiHost.StartAsync();
        var (ada, signedInAda) = await api.SignUpAsync("Ada");
        var (bob, signedInBob) = await api.SignUpAsync("Bob");

        Assert.Equal(signedInAda.User.Id, (await GetAsync(ada)).Id);
        Assert.Equal(signedInBob.User.Id, (await GetAsync(bob)).Id);
    }

    [Fact]
    public async Task A_change_is_kept_and_what_is_absent_or_null_stays()
    {
        await using var api = await ApiHost.StartAsync();
        var (client, before) = await api.SignUpAsync("Ada", "Europe/Berlin");
        api.Clock.Advance(TimeSpan.FromMinutes(5));

        await (await client.PatchJsonAsync(Me, """
            { "name": " Ada Lovelace ", "currency": null, "reminders": { "daysBefore": [3], "timeOfDay": null } }
            """)).DataAsync<UserResponse>();

        var user = await GetAsync(client);
        Assert.Equal(("Ada Lovelace", "EUR", "Europe/Berlin"), (user.Name, user.Currency, user.TimeZone));
        Assert.Equal([3], user.Reminders.DaysBefore);
        Assert.Equal(new TimeOnly(9, 0), user.Reminders.TimeOfDay);
        Assert.Equal(before.User.CreatedAt, user.CreatedAt);
        Assert.Equal(ApiHost.Start.AddMinutes(5), user.UpdatedAt);
    }

    [Fact]
    public async Task What_the_server_owns_is_not_the_clients_to_change()
    {
        await using var api = await ApiHost.StartAsync();
        await api.SignUpAsync("First");
        var (client, before) = await api.SignUpAsync("Eve");

        await (await client.PatchJsonAsync(Me, """
            { "role": "admin", "id": "1", "email": "first@example.org", "passwordHash": "x", "settingsVersion": 99, "createdAt": "2000-01-01T00:00:00Z" }
            """)).DataAsync<UserResponse>();

        Assert.Equal(
            (before.User.Id, before.User.Email, Role.User, before.User.CreatedAt),
            await GetAsync(client) is var user ? (user.Id, user.Email, user.Role, user.CreatedAt) : default);
    }

    [Fact]
    public async Task One_users_change_is_not_anothers()
    {
        await using var api = await ApiHost.StartAsync();
        var (ada, _) = await api.SignUpAsync("Ada");
        var (bob, _) = await api.SignUpAsync("Bob");

        await ada.PatchJsonAsync(Me, """{ "currency": "USD" }""");

        Assert.Equal("EUR", (await GetAsync(bob)).Currency);
    }

    [Fact]
    public async Task Two_changes_at_once_both_happen()
    {
        await using var api = await ApiHost.StartAsync();
        var (client, _) = await api.SignUpAsync("Ada");

        var answers = await Task.WhenAll(
            client.PatchJsonAsync(Me, """{ "currency": "USD" }"""),
            client.PatchJsonAsync(Me, """{ "name": "Ada Lovelace" }"""),
            client.PatchJsonAsync(Me, """{ "timeZone": "Asia/Tokyo" }"""));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(
            ("USD", "Ada Lovelace", "Asia/Tokyo"),
            await GetAsync(client) is var user ? (user.Currency, user.Name, user.TimeZone) : default);
    }

    [Theory]
    [InlineData("""{ "timeZone": "Asia/Tokyo" }""", true)]
    [InlineData("""{ "reminders": { "daysBefore": [1] } }""", true)]
    [InlineData("""{ "reminders": { "timeOfDay": "08:00" } }""", true)]
    [InlineData("""{ "timeZone": "UTC", "reminders": { "daysBefore": [7, 5, 2, 1], "timeOfDay": "09:00" } }""", false)]
    [InlineData("""{ "name": "Ada Lovelace", "currency": "USD" }""", false)]
    public async Task Only_a_change_that_moves_reminders_has_plans_follow(string change, bool follows)
    {
        var follower = new Follower();
        await using var api = await ApiHost.StartAsync(configure: builder => builder.Services.AddSingleton<ISettingsFollower>(follower));
        var (client, signedIn) = await api.SignUpAsync();

        await (await client.PatchJsonAsync(Me, change)).DataAsync<UserResponse>();

        var unplanned = await api.Services.GetRequiredService<IUserStore>()
            .ListWithUnplannedSettingsAsync(10, TestContext.Current.CancellationToken);
        Assert.Equal(follows ? [signedIn.User.Id] : [], unplanned.Select(user => user.Id));
        Assert.Equal(follows ? 1 : 0, follower.Told);
    }

    [Fact]
    public async Task A_token_outlives_its_user_as_nobody()
    {
        await using var api = await ApiHost.StartAsync();
        var tokens = api.Services.GetRequiredService<ApiService.Auth.AccessTokens>();
        api.Client.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Issue(new("gone", Role.User, "gone")).Value);

        await (await api.Client.GetAsync(Me, TestContext.Current.CancellationToken)).ProblemAsync(HttpStatusCode.NotFound);
        await (await api.Client.PatchJsonAsync(Me, "{}")).ProblemAsync(HttpStatusCode.NotFound);
    }

    private static async Task<UserResponse> GetAsync(HttpClient client) =>
        await (await client.GetAsync(Me, TestContext.Current.CancellationToken)).DataAsync<UserResponse>();

    private sealed class Follower : ISettingsFollower
    {
        public int Told { get; private set; }

        public void SettingsChanged() => Told++;
    }
}
