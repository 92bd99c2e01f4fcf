using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Tests.Storage;

/// <summary>A database in the field has documents that were written before there were terms and prices.</summary>
public sealed class OldSubscriptionTests : IDisposable
{
    private const string Document = """
        {"id":"old","userId":"ada","name":"Netflix","price":15.99,"currency":"EUR",
        "cycle":{"frequency":"monthly","interval":1,"lastDayOfMonth":false,"weekendRule":"after","months":1,"days":0,"perYear":12},
        "startDate":"2026-01-31","startRenews":false,"endDate":null,"payments":12,"trialEndsOn":"2026-02-28",
        "noticePeriod":{"count":1,"unit":"month"},"cancellation":null,"category":"entertainment","tags":["family"],"paymentMethod":"Visa 1234",
        "url":"https://www.netflix.com","notes":"","reminders":{"enabled":true,"daysBefore":null,"timeOfDay":null},
        "version":7,"createdAt":"2026-01-31T10:00:00+00:00","updatedAt":"2026-02-01T10:00:00+00:00"}
        """;

    private readonly SqliteEngine _engine = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_read_as_the_same_subscription_and_written_back_in_the_new_shape()
    {
        var store = _engine.Store<ISubscriptionStore>();
        await store.AddAsync(Some.Subscription("old"), Some.Today, Token);
        await _engine.Database.ExecuteAsync("UPDATE subscriptions SET document = $document, version = 7", [("$document", Document)], Token);

        var old = await store.FindOwnedAsync("old", "ada", Token);
        Assert.Equal(
            new Term(new(Frequency.Monthly, 1, WeekendRule: WeekendRule.After), Some.Day("2026-01-31"), StartRenews: false, Some.Day("2026-02-28")),
            Assert.Single(old!.Terms));
        Assert.Equal(new PricePoint(Some.Day("2026-01-31"), 15.99m, "EUR"), Assert.Single(old.Prices));
        Assert.Equal((true, 12, 7), (old.Term.AutoRenew, old.Payments, old.Version));
        Assert.Equal([Some.Day("2026-02-28"), Some.Day("2026-03-30"), Some.Day("2026-04-28")], old.Calendar.Renewals(Some.Day("2026-01-01")).Take(3));

        Assert.True(await store.ReplaceAsync(old with { Version = 8 }, 7, Some.Today, Token));
        Assert.Equal(old.Terms, (await store.FindAsync("old", Token))!.Terms);
    }

    [Fact]
    public async Task A_table_without_a_column_that_came_later_gets_it_at_the_next_start()
    {
        var store = _engine.Store<ISubscriptionStore>();
        var trace = Some.Subscription("old") with { Plan = new(1, PlanState.Pending, Trace: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01") };
        await store.AddAsync(trace, Some.Today, Token);
        await _engine.Database.ExecuteAsync("ALTER TABLE subscriptions DROP COLUMN plan_trace", [], Token);

        using var again = _engine.Reopen();
        Assert.Equal(trace.Plan with { Trace = null }, (await store.FindAsync("old", Token))!.Plan);
    }

    [Fact]
    public async Task A_table_without_a_rowid_gets_one_at_the_next_start_and_keeps_its_rows_and_indexes()
    {
        var store = _engine.Store<ISubscriptionStore>();
        var (now, indexes) = (await DefinitionAsync("table"), await DefinitionAsync("index"));
        await _engine.Database.ExecuteAsync($"DROP TABLE subscriptions; {now} WITHOUT ROWID; {indexes}", [], Token);
        var kept = Some.Subscription("old") with { Plan = new(3, PlanState.Pending, Trace: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01") };
        await store.AddAsync(kept, Some.Today, Token);

        using var again = _engine.Reopen();
        Assert.Equal((now, indexes), (await DefinitionAsync("table"), await DefinitionAsync("index")));
        var found = (await store.FindOwnedAsync("old", "ada", Token))!;
        Assert.Equal((kept.Plan, kept.Version), (found.Plan, found.Version));
        Assert.True(await store.ReplaceAsync(found with { Version = 2 }, 1, Some.Today, Token));
    }

    private async Task<string> DefinitionAsync(string type) => string.Join(";\n", await _engine.Database.QueryAsync(
        "SELECT sql FROM sqlite_master WHERE type = $type AND tbl_name = 'subscriptions' AND sql IS NOT NULL ORDER BY name",
        [("$type", type)], row => row.GetString(0), Token));

    public void Dispose() => _engine.Dispose();
}
