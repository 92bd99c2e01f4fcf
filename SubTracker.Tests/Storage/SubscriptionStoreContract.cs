using System.Globalization;
using System.Text.Json;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Tests.Storage;

/// <summary>What every engine answers to the questions of <see cref="ISubscriptionStore"/>: documents, versions, lists, days.</summary>
public abstract partial class SubscriptionStoreContract
{
    private protected abstract ISubscriptionStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_added_is_read_as_it_was()
    {
        var added = await AddAsync(Some.Subscription("a") with
        {
            Name = "Kölner \"Stadt\"-Anzeiger",
            Terms =
            [
                new(new(Frequency.Monthly, 1), Some.Day("2025-11-20"), StartRenews: false, AutoRenew: false, Until: Some.Day("2026-01-20")),
                new(
                    new(Frequency.HalfYearly, 3, LastDayOfMonth: true, WeekendRule.Before), Some.Day("2026-01-22"), StartRenews: false,
                    TrialEndsOn: Some.Day("2026-03-21"), AutoRenew: false, StartIsExact: true, Since: Some.Day("2026-01-22")),
            ],
            Prices = [new(Some.Day("2026-01-22"), 2.500m, "KWD"), new(Some.Day("2026-06-01"), 7, "EUR")],
            Pauses = [new(Some.Day("2025-12-01"), Some.Day("2025-12-24")), new(Some.Day("2026-02-01"))],
            Share = new(0.25m, ["Ada", "Grace"]),
            EndDate = Some.Day("2030-12-31"),
            Payments = 12,
            NoticePeriod = new(1, PeriodUnit.Month),
            Cancellation = new(CancelEffective.PeriodEnd, Some.Day("2026-03-19")),
            Category = "news",
            Tags = ["reading", "日本"],
            PaymentMethod = "Visa 1234",
            Url = "https://example.org/?a=1&b=2",
            Notes = "one line\nand another",
            Reminders = new(DaysBefore: [7, 1], TimeOfDay: new(20, 30)),
        });
        var found = await FindAsync("a");
        Assert.Equal(Json(added), Json(found));
        Assert.Equal(added.Plan, found.Plan);
        Assert.Equal(Json(added), Json((await Store.FindOwnedAsync("a", "ada", Token))!));
        Assert.Equal(Charged(added), Charged(Assert.Single(await Store.ListAllAsync("ada", Token))));
    }

    [Fact]
    public async Task Somebody_else_s_is_not_found_not_replaced_and_not_deleted()
    {
        var added = await AddAsync(Some.Subscription("a"));
        Assert.Null(await Store.FindOwnedAsync("a", "eve", Token));
        Assert.Null(await Store.FindAsync("b", Token));
        Assert.False(await Store.ReplaceAsync(added with { UserId = "eve", Version = 2 }, 1, Some.Today, Token));
        Assert.False(await Store.DeleteAsync("a", "eve", null, Token));
        Assert.Equal("ada", (await FindAsync("a")).UserId);
    }

    [Fact]
    public async Task It_is_replaced_at_the_version_that_was_read_and_at_no_other()
    {
        var added = await AddAsync(Some.Subscription("a"));
        Assert.True(await Store.ReplaceAsync(added with { Name = "first", Version = 2 }, 1, Some.Today, Token));
        Assert.False(await Store.ReplaceAsync(added with { Name = "second", Version = 2 }, 1, Some.Today, Token));
        Assert.False(await Store.ReplaceAsync(added with { Name = "third", Version = 4 }, 3, Some.Today, Token));
        var found = await FindAsync("a");
        Assert.Equal(("first", 2), (found.Name, found.Version));
    }

    [Fact]
    public async Task Of_edits_at_the_same_moment_exactly_one_is_taken()
    {
        var added = await AddAsync(Some.Subscription("a"));
        var edits = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(
            () => Store.ReplaceAsync(added with { Name = $"{number}", Version = 2 }, 1, Some.Today, Token))));
        Assert.Single(edits, taken => taken);
        Assert.Equal($"{Array.IndexOf(edits, true)}", (await FindAsync("a")).Name);
    }

    [Fact]
    public async Task It_is_deleted_at_the_version_given_or_at_any_where_none_is()
    {
        foreach (var id in (string[])["a", "b"])
            await AddAsync(Some.Subscription(id) with { Version = 3 });
        Assert.False(await Store.DeleteAsync("a", "ada", 2, Token));
        Assert.True(await Store.DeleteAsync("a", "ada", 3, Token));
        Assert.True(await Store.DeleteAsync("b", "ada", null, Token));
        Assert.False(await Store.DeleteAsync("b", "ada", null, Token));
        Assert.False(await Store.ReplaceAsync(Some.Subscription("a") with { Version = 4 }, 3, Some.Today, Token));
        Assert.Null(await Store.FindAsync("a", Token));
    }

    [Fact]
    public async Task An_id_is_taken_once()
    {
        Assert.True(await Store.AddAsync(Some.Subscription("a"), Some.Today, Token));
        Assert.False(await Store.AddAsync(Some.Subscription("a") with { Name = "second" }, Some.Today, Token));
        Assert.Equal("a", (await FindAsync("a")).Name);
    }

    [Fact]
    public async Task Everything_of_a_user_is_listed_and_deleted_and_nobody_else_s()
    {
        await AddAsync(Some.Subscription("later") with { CreatedAt = Some.Now.AddSeconds(1) });
        await AddAsync(Some.Subscription("earlier", "2026-02-01", Frequency.Once));
        await AddAsync(Some.Subscription("bob's") with { UserId = "bob" });
        Assert.Equal(["earlier", "later"], (await Store.ListAllAsync("ada", Token)).Select(s => s.Id));
        await Store.DeleteAllAsync("ada", Token);
        Assert.Empty(await Store.ListAllAsync("ada", Token));
        Assert.Single(await Store.ListAllAsync("bob", Token));
    }

    [Fact]
    public async Task A_scheduled_price_is_the_one_that_is_searched_from_its_day_on()
    {
        await AddAsync(Some.Subscription("a", "2026-06-20") with
        {
            Prices = [new(Some.Day("2026-01-01"), 5, "EUR"), new(Some.Day("2026-03-10"), 6, "USD")],
        });
        foreach (var (day, price, currency) in new[] { ("2026-03-09", 5m, "EUR"), ("2026-03-10", 6m, "USD") })
        {
            await Store.RollAsync("ada", Some.Day(day), Token);
            Assert.Equal(["a"], await ListedAsync(Some.Query() with { Currency = currency, MinPrice = price, MaxPrice = price }));
        }
        Assert.Empty(await ListedAsync(Some.Query() with { Currency = "EUR" }));
    }

    [Fact]
    public async Task Paused_until_a_day_it_rolls_back_to_active_on_that_day()
    {
        await AddAsync(Some.Subscription("a") with { Pauses = [new(Some.Today, Some.Day("2026-04-01"))] });
        Assert.Equal(["paused until 2026-04-20"], await RolledAsync("2026-03-31"));
        Assert.Equal(["active until 2026-04-20"], await RolledAsync("2026-04-01"));
    }

    [Fact]
    public async Task A_trial_rolls_to_active_when_its_last_day_has_passed()
    {
        await AddAsync(Some.Subscription("a") with
        {
            Terms = [new(new(Frequency.Monthly, 1), Some.Day("2026-02-10"), StartRenews: false, TrialEndsOn: Some.Day("2026-03-10"))],
        });
        Assert.Equal(["trial until 2026-03-10"], await RolledAsync("2026-03-10"));
        Assert.Equal(["active until 2026-04-10"], await RolledAsync("2026-03-11"));
    }

    [Fact]
    public async Task Cancelled_with_the_period_it_is_cancelled_once_the_period_has_passed()
    {
        await AddAsync(Some.Subscription("a") with { Cancellation = new(CancelEffective.PeriodEnd, Some.Day("2026-03-19")) });
        Assert.Equal(["active"], await RolledAsync("2026-03-19"));
        Assert.Equal(["cancelled"], await RolledAsync("2026-03-20"));
        Assert.Equal(["cancelled"], await RolledAsync("2027-03-20"));
    }

    [Fact]
    public async Task What_is_paid_once_is_expired_behind_its_day()
    {
        await AddAsync(Some.Subscription("a", "2026-03-05", Frequency.Once));
        Assert.Equal(["active until 2026-03-05"], await RolledAsync("2026-03-05"));
        Assert.Equal(["expired"], await RolledAsync("2026-03-06"));
    }

    [Fact]
    public async Task Rolling_moves_the_renewal_over_many_cycles_and_nothing_else()
    {
        var added = await AddAsync(Some.Subscription("a", "2026-01-31"));
        await AddAsync(Some.Subscription("b", "2026-01-31") with { UserId = "bob" });
        Assert.Equal(["active until 2030-02-28"], await RolledAsync("2030-02-01"));
        var found = await FindAsync("a");
        Assert.Equal((1, Some.Now, added.Plan), (found.Version, found.UpdatedAt, found.Plan));
        Assert.Empty(await ListedAsync(Some.Query("bob") with { RenewsBefore = Some.Day("2026-03-31") }));
        Assert.Equal(["b"], await ListedAsync(Some.Query("bob") with { RenewsBefore = Some.Day("2026-04-01") }));
    }

    [Fact]
    public async Task The_calendar_of_the_machines_locale_has_no_say_in_what_is_stored()
    {
        // Persian: it was the year 1404.
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fa-IR");
        await AddAsync(Some.Subscription("a", "2026-03-02"));
        Assert.Equal(["a"], (await Store.ListRenewingAsync("ada", Some.Day("2026-03-02"), Token)).Select(s => s.Id));

        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Assert.Equal(["a"], (await Store.ListRenewingAsync("ada", Some.Day("2026-03-02"), Token)).Select(s => s.Id));
        Assert.Empty(await Store.ListRenewingAsync("ada", Some.Day("2026-03-01"), Token));
        Assert.Equal(["a"], await ListedAsync(Some.Query() with { RenewsBefore = Some.Day("2026-03-03") }));
    }

    [Fact]
    public async Task What_renews_through_a_day_is_listed()
    {
        await AddAsync(Some.Subscription("later", "2026-04-01"));
        await AddAsync(Some.Subscription("sooner", "2026-03-02"));
        await AddAsync(Some.Subscription("over", "2026-02-01", Frequency.Once));
        await AddAsync(Some.Subscription("ending") with { Cancellation = new(CancelEffective.PeriodEnd, Some.Day("2026-03-19")) });
        await AddAsync(Some.Subscription("bob's") with { UserId = "bob" });
        Assert.Equal(["later", "sooner"], (await Store.ListRenewingAsync("ada", Some.Day("2026-04-01"), Token)).Select(s => s.Id).Order());
        Assert.Equal(["sooner"], (await Store.ListRenewingAsync("ada", Some.Day("2026-03-31"), Token)).Select(s => s.Id));
    }

    private async Task<Subscription> AddAsync(Subscription subscription)
    {
        await Store.AddAsync(subscription, Some.Today, Token);
        return subscription;
    }

    private async Task<Subscription> FindAsync(string id) =>
        await Store.FindAsync(id, Token) ?? throw new InvalidOperationException($"{id} is not stored.");

    private async Task<IEnumerable<string>> ListedAsync(SubscriptionQuery query) => (await Store.ListAsync(query, Token)).Page.Select(s => s.Id);

    /// <summary>Ada's, rolled to <paramref name="today"/>: the stored status and next renewal, as lists find them.</summary>
    private async Task<List<string>> RolledAsync(string today)
    {
        await Store.RollAsync("ada", Some.Day(today), Token);
        List<string> found = [];
        foreach (var status in Enum.GetValues<SubscriptionStatus>())
            foreach (var id in await ListedAsync(Some.Query() with { Status = status }))
                found.Add($"{status}".ToLowerInvariant() + await UntilAsync(id, Some.Day(today)));
        return found;
    }

    /// <summary>The stored renewal, found from outside: the day that <c>renewsBefore</c> must pass.</summary>
    private async Task<string> UntilAsync(string id, DateOnly today)
    {
        if ((await Store.ListRenewingAsync("ada", DateOnly.MaxValue, Token)).All(s => s.Id != id))
            return "";
        for (var day = today; ; day = day.AddDays(1))
            if ((await ListedAsync(Some.Query() with { RenewsBefore = day.AddDays(1) })).Contains(id))
                return $" until {day:yyyy-MM-dd}";
    }

    /// <summary>What is not needed to say what is charged when may be missing where many are read for it.</summary>
    private static string Charged(Subscription s) => Json(s with
    {
        UserId = "",
        NoticePeriod = null,
        Url = null,
        Notes = "",
        Reminders = new(),
        Version = 0,
        CreatedAt = default,
        UpdatedAt = default,
    });

    private static string Json(Subscription subscription) => JsonSerializer.Serialize(subscription, ContractJson.Options);
}
