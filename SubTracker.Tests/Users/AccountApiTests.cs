using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Statistics;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Users;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Users;

/// <summary>What an administrator does to accounts.</summary>
public sealed class AccountApiTests : IAsyncLifetime
{
    private TestSystem _system = null!;
    private HttpClient _root = null!;
    private HttpClient _bob = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.StartAsync();
        (_root, _bob) = (await _system.SignUpAsync("Root"), await _system.SignUpAsync("Bob"));
    }

    [Fact]
    public async Task Users_are_listed_page_by_page_and_searched_by_name_and_address()
    {
        Assert.Equal(["Bob", "Root"], await NamesAsync(""));
        Assert.Equal(["Root"], await NamesAsync("?page=2&limit=1"));
        Assert.Equal(["Bob"], await NamesAsync("?search=BOB"));
        Assert.Empty(await NamesAsync("?search=nobody%25"));
        Assert.Equal(["page", "limit"], await (await _root.ReadAsync("/api/v1/users?page=0&limit=101")).InvalidFieldsAsync());
    }

    [Fact]
    public async Task A_user_sees_themselves_and_an_administrator_everybody()
    {
        var (root, bob) = (await MeAsync(_root), await MeAsync(_bob));
        Assert.Equal("Bob", (await (await _bob.ReadAsync($"/api/v1/users/{bob.Id}")).DataAsync<UserResponse>()).Name);
        Assert.Equal("Bob", (await (await _root.ReadAsync($"/api/v1/users/{bob.Id}")).DataAsync<UserResponse>()).Name);
        await (await _bob.ReadAsync($"/api/v1/users/{root.Id}")).ProblemAsync(HttpStatusCode.NotFound);
        await (await _root.ReadAsync("/api/v1/users/nobody")).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{ "role": "user" }""")]
    [InlineData("""{ "disabled": true }""")]
    public async Task The_last_administrator_stays_one(string change)
    {
        var root = $"/api/v1/users/{(await MeAsync(_root)).Id}";
        await (await _root.PatchJsonAsync(root, change)).ProblemAsync(HttpStatusCode.Conflict);
        await (await _root.RemoveAsync(root)).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(Role.Admin, (await (await _root.PatchJsonAsync($"/api/v1/users/{(await MeAsync(_bob)).Id}", """{ "role": "admin" }""")).DataAsync<UserResponse>()).Role);
        (await _root.PatchJsonAsync(root, change)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_closed_account_signs_in_no_more_and_is_told_nothing_until_it_is_opened_again()
    {
        (await _bob.PostJsonAsync(
            "/api/v1/subscriptions", """{ "name": "Netflix", "price": 15.99, "currency": "EUR", "frequency": "monthly", "renewalDate": "2026-03-20" }""")).EnsureSuccessStatusCode();
        var bob = $"/api/v1/users/{(await MeAsync(_bob)).Id}";
        (await _root.PatchJsonAsync(bob, """{ "disabled": true }""")).EnsureSuccessStatusCode();
        const string SignIn = """{ "email": "bob@example.org", "password": "correct horse battery" }""";
        await (await _system.Client.PostJsonAsync("/api/v1/auth/sign-in", SignIn)).ProblemAsync(HttpStatusCode.Forbidden);
        await (await _system.Client.PostJsonAsync("/api/v1/auth/sign-in", SignIn.Replace("correct", "wrong", StringComparison.Ordinal))).ProblemAsync(HttpStatusCode.Unauthorized);
        await (await _bob.ReadAsync("/api/v1/subscriptions")).ProblemAsync(HttpStatusCode.Unauthorized);
        await _system.AdvanceAsync(TimeSpan.FromDays(13));
        Assert.Empty(_system.Mail.Messages);
        using var root = await _system.SignInAsync("Root");
        (await root.PatchJsonAsync(bob, """{ "disabled": false }""")).EnsureSuccessStatusCode();
        await _system.AdvanceAsync(TimeSpan.FromDays(20));
        Assert.NotEmpty(_system.Mail.Messages);
    }

    [Fact]
    public async Task With_an_account_goes_what_it_has()
    {
        var id = (await (await _bob.PostJsonAsync(
            "/api/v1/subscriptions", """{ "name": "Netflix", "price": 15.99, "currency": "EUR", "frequency": "monthly", "renewalDate": "2026-03-04" }"""))
            .DataAsync<CreatedSubscription>()).Subscription.Id;
        (await _bob.PutJsonAsync("/api/v1/currencies/rates", """{ "rates": [{ "currency": "USD", "rate": 1.1 }] }""")).EnsureSuccessStatusCode();
        (await _bob.PutJsonAsync("/api/v1/budgets", """{ "total": 100 }""")).EnsureSuccessStatusCode();
        await _system.SettleAsync();
        var bobsId = (await MeAsync(_bob)).Id;
        var bob = $"/api/v1/users/{bobsId}";
        Assert.Equal(HttpStatusCode.NoContent, (await _root.RemoveAsync(bob)).StatusCode);
        await (await _root.RemoveAsync(bob)).ProblemAsync(HttpStatusCode.NotFound);
        await (await _root.ReadAsync($"/api/v1/subscriptions/user/{bob}")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty(await _system.Services.GetRequiredService<ILedgerStore>().ListAsync(id, TestContext.Current.CancellationToken));
        Assert.Empty(await _system.Services.GetRequiredService<IOwnRateStore>().ListAsync(bobsId, TestContext.Current.CancellationToken));
        Assert.Null(await _system.Services.GetRequiredService<IBudgetStore>().FindAsync(bobsId, TestContext.Current.CancellationToken));
        await _system.AdvanceAsync(TimeSpan.FromDays(40));
        Assert.Single(_system.Mail.Messages);
        // The address is free again.
        (await _system.SignUpAsync("Bob")).Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _root.Dispose();
        _bob.Dispose();
        await _system.DisposeAsync();
    }

    private static async Task<UserResponse> MeAsync(HttpClient client) => await (await client.ReadAsync("/api/v1/users/me")).DataAsync<UserResponse>();

    private async Task<IEnumerable<string>> NamesAsync(string query) =>
        (await (await _root.ReadAsync($"/api/v1/users{query}")).DataAsync<List<UserResponse>>()).Select(user => user.Name);
}
