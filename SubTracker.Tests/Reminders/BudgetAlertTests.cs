using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Statistics;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Admin;
using SubTracker.Contracts.Reminders;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Reminders;

/// <summary>A month that goes beyond its budget is told of once. The clock starts on Sunday, 1 March 2026, 12:00 UTC; no renewal is announced.</summary>
public sealed class BudgetAlertTests : IAsyncLifetime
{
    private TestSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.StartAsync();
        using var client = await _system.SignUpAsync();
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task It_is_told_at_once_when_a_budget_is_set_that_is_exceeded_already_and_once_a_month()
    {
        await AddAsync("Netflix", 30, "2026-03-20");
        await PutAsync("""{ "total": 20 }""");
        await _system.SettleAsync();
        Assert.Equal("Your budget for March 2026 is exceeded: 30.00 EUR of 20.00 EUR", Assert.Single(Subjects));
        Assert.Contains("0.00 EUR has been charged, 30.00 EUR is still to come", _system.Mail.Messages.Single().Text, StringComparison.Ordinal);
        await _system.AdvanceAsync(TimeSpan.FromDays(20));
        Assert.Single(Subjects);
        await _system.AdvanceAsync(TimeSpan.FromDays(15));
        Assert.Equal("Your budget for April 2026 is exceeded: 30.00 EUR of 20.00 EUR", Assert.Single(Subjects.Skip(1)));
    }

    [Fact]
    public async Task A_subscription_that_breaks_it_is_told_of_within_a_minute()
    {
        await PutAsync("""{ "total": 50, "byCategory": { "Streaming": 20 } }""");
        await _system.SettleAsync();
        await AddAsync("Netflix", 30, "2026-03-20", "streaming");
        await _system.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("Your budget for Streaming in March 2026 is exceeded: 30.00 EUR of 20.00 EUR", Assert.Single(Subjects));
        await AddAsync("Gym", 20.01m, "2026-03-20", "sports");
        await _system.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("Your budget for March 2026 is exceeded: 50.01 EUR of 50.00 EUR", Assert.Single(Subjects.Skip(1)));
    }

    [Fact]
    public async Task A_budget_that_is_kept_to_the_cent_is_not_told_of()
    {
        await AddAsync("Netflix", 30, "2026-03-20");
        await PutAsync("""{ "total": 30 }""");
        await _system.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.Empty(Subjects);
    }

    [Fact]
    public async Task A_limit_that_was_raised_and_is_exceeded_again_is_told_of_again()
    {
        await AddAsync("Netflix", 30, "2026-03-20");
        await PutAsync("""{ "total": 20 }""");
        await _system.SettleAsync();
        await PutAsync("""{ "total": 40 }""");
        await _system.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Single(Subjects);
        await AddAsync("Gym", 20, "2026-03-25");
        await _system.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("Your budget for March 2026 is exceeded: 50.00 EUR of 40.00 EUR", Assert.Single(Subjects.Skip(1)));
    }

    [Fact]
    public async Task What_failed_and_is_no_longer_so_is_skipped_with_the_reason()
    {
        await AddAsync("Netflix", 30, "2026-03-20");
        await PutAsync("""{ "total": 20 }""");
        await _system.SettleAsync();
        var store = _system.Services.GetRequiredService<ILedgerStore>();
        var row = Assert.Single(await RowsAsync());
        var failed = (row with { State = LedgerState.Claimed, SentAt = null, History = [] }).Failed(_system.Clock.GetUtcNow(), "no") with { Version = row.Version + 1 };
        Assert.True(await store.ReplaceAsync(failed, row.Version, Token));
        await PutAsync("""{ "total": 35 }""");
        await _system.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Single(Subjects);
        row = Assert.Single(await RowsAsync());
        Assert.Equal((LedgerState.Skipped, "the budget is kept again, or was changed"), (row.State, row.Reason));
    }

    [Fact]
    public async Task An_administrator_sees_it_and_its_link_stops_the_channel()
    {
        await AddAsync("Netflix", 30, "2026-03-20");
        await PutAsync("""{ "total": 20 }""");
        await _system.SettleAsync();
        using (var client = await _system.SignInAsync())
        {
            var shown = await (await client.ReadAsync("/api/v1/admin/reminders?kind=budgetExceeded")).DataAsync<List<AdminReminder>>();
            Assert.Equal((ReminderStatus.Sent, null, null), (shown[0].Reminder.State, shown[0].Reminder.SubscriptionId, shown[0].SubscriptionName));
        }
        using (var reader = new HttpClient())
        {
            var link = new Uri(_system.Client.BaseAddress!, _system.Mail.Messages.Single().Unsubscribe!.PathAndQuery);
            Assert.Contains("Budgets, 2026-03-01", await reader.GetStringAsync(link, Token), StringComparison.Ordinal);
            (await reader.PostAsync(link, new FormUrlEncodedContent([]), Token)).EnsureSuccessStatusCode();
        }
        await _system.AdvanceAsync(TimeSpan.FromDays(35));
        Assert.Single(Subjects);
    }

    [Fact]
    public async Task Two_that_look_at_once_tell_it_once()
    {
        await AddAsync("Netflix", 30, "2026-03-20");
        await PutAsync("""{ "total": 20 }""");
        var alerts = _system.Services.GetRequiredService<BudgetAlerts>();
        await Task.WhenAll(alerts.CheckAsync(Token), alerts.CheckAsync(Token));
        await _system.SettleAsync();
        Assert.Single(Subjects);
        Assert.Single(await RowsAsync());
    }

    [Fact]
    public async Task What_one_user_s_budgets_cannot_be_computed_from_keeps_nobody_else_from_being_told()
    {
        var store = _system.Services.GetRequiredService<IBudgetStore>();
        // A currency that nobody knows any more: it does not come through the API, and a document may hold anything.
        await AddAsync("Netflix", 30, "2026-03-20");
        await store.ReplaceAsync("0-nobody-s", new(1, new Dictionary<string, decimal>(), "?"), _system.Clock.GetUtcNow().AddDays(-1), Token);
        var ada = (await _system.Services.GetRequiredService<IUserStore>().FindByEmailAsync("ada@example.org", Token))!;
        await _system.Services.GetRequiredService<IUserStore>().AddAsync(ada with { Id = "0-nobody-s", Email = "nobody@example.org", Currency = "?" }, Token);
        await PutAsync("""{ "total": 20 }""");
        await _system.SettleAsync();
        Assert.Single(Subjects);
        Assert.Contains(
            new BudgetCheck("0-nobody-s", _system.Clock.GetUtcNow().AddHours(1)), await store.ListToCheckAsync(_system.Clock.GetUtcNow().AddHours(1), 10, Token));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnumerable<string> Subjects => _system.Mail.Messages.Select(message => message.Subject);

    private Task<IReadOnlyList<LedgerRow>> RowsAsync() =>
        _system.Services.GetRequiredService<ILedgerStore>().ListAsync(new LedgerQuery(10, Kind: ReminderKind.BudgetExceeded), Token);

    private async Task PutAsync(string budgets)
    {
        using var client = await _system.SignInAsync();
        (await client.PutJsonAsync("/api/v1/budgets", budgets)).EnsureSuccessStatusCode();
    }

    private async Task AddAsync(string name, decimal price, string renews, string category = "other")
    {
        using var client = await _system.SignInAsync();
        await (await client.PostJsonAsync(
            "/api/v1/subscriptions",
            FormattableString.Invariant($$"""
            { "name": "{{name}}", "price": {{price}}, "currency": "EUR", "frequency": "monthly", "renewalDate": "{{renews}}", "category": "{{category}}",
              "reminders": { "enabled": false } }
            """))).DataAsync<CreatedSubscription>();
    }
}
