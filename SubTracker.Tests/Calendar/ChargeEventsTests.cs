using System.Runtime.CompilerServices;
using System.Text;
using CsCheck;
using SubTracker.ApiService.Calendar;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Storage;
using SubTracker.Tests.Transfer;

namespace SubTracker.Tests.Calendar;

public sealed class ChargeEventsTests
{
    [Fact]
    public async Task The_feed_is_written_as_it_was_looked_at()
    {
        var feed = await Feeds.WriteAsync(Feeds.Account);
        var golden = Golden();
        if (Environment.GetEnvironmentVariable("SUBTRACKER_UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(golden, feed, TestContext.Current.CancellationToken);
        Assert.SkipUnless(File.Exists(golden), "The sources are not where these tests were built.");
        Assert.Equal(await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken), feed);
    }

    [Fact]
    public async Task Lines_end_and_are_folded_as_the_standard_wants()
    {
        var lines = (await Feeds.WriteAsync(Feeds.Account)).Split("\r\n");
        Assert.Equal("", lines[^1]);
        Assert.All(lines, line => Assert.True(!line.Contains('\n') && Encoding.UTF8.GetByteCount(line) <= 75, line));
    }

    [Fact]
    public void Every_charge_is_there_once_and_no_other() => Accounts.Subscription.Sample(subscription =>
    {
        var events = ChargeEvents.Of(subscription, Feeds.Ada, Feeds.Today).ToList();
        Assert.Equal(events.Count, events.Select(e => e.Uid).Distinct().Count());
        var days = events
            .SelectMany(e => e.RecurrenceRule is null
                ? [e.DtStart!.Date]
                : e.GetOccurrences(e.DtStart!, null).Select(o => o.Period.StartTime.Date).TakeWhile(d => d <= Feeds.Today.AddYears(2)))
            .Where(d => d >= Feeds.Today.AddYears(-1) && d <= Feeds.Today.AddYears(2));
        Assert.Equal(Feeds.Expected(subscription), days.Order());
    }, iter: 1000);

    [Theory]
    [InlineData(Frequency.Monthly, "2024-01-15", "FREQ=MONTHLY")]
    [InlineData(Frequency.Quarterly, "2024-01-28", "FREQ=MONTHLY;INTERVAL=3")]
    [InlineData(Frequency.Yearly, "2024-02-28", "FREQ=YEARLY")]
    [InlineData(Frequency.Weekly, "2026-02-05", "FREQ=WEEKLY")]
    [InlineData(Frequency.Monthly, "2024-01-29", null)]
    [InlineData(Frequency.Yearly, "2024-02-29", null)]
    [InlineData(Frequency.Once, "2026-03-20", null)]
    public void Only_what_a_rule_says_exactly_recurs(Frequency frequency, string start, string? rule)
    {
        var subscription = Feeds.Account[0] with { Terms = [new(new(frequency, 1), Some.Day(start), false)] };
        var events = ChargeEvents.Of(subscription, Feeds.Ada, Feeds.Today).ToList();
        Assert.Equal(rule, events.Select(e => e.RecurrenceRule?.ToString()).FirstOrDefault(r => r is not null));
        if (rule is not null)
            Assert.Single(events, e => e.RecurrenceRule is not null);
    }

    [Fact]
    public void An_edit_keeps_the_uid_and_raises_the_sequence()
    {
        var before = Assert.Single(ChargeEvents.Of(Feeds.Account[0], Feeds.Ada, Feeds.Today));
        var after = Assert.Single(ChargeEvents.Of(Feeds.Account[0] with { Name = "Netflix HD", Version = 4, UpdatedAt = Some.Now }, Feeds.Ada, Feeds.Today));
        Assert.Equal((before.Uid, before.Sequence + 1), (after.Uid, after.Sequence));
        Assert.True(after.LastModified!.GreaterThan(before.LastModified!));
        // A day later nothing is different.
        var tomorrow = Assert.Single(ChargeEvents.Of(Feeds.Account[0], Feeds.Ada, Feeds.Today.AddDays(1)));
        Assert.Equal((before.Uid, before.Sequence, before.DtStart, before.DtStamp), (tomorrow.Uid, tomorrow.Sequence, tomorrow.DtStart, tomorrow.DtStamp));
    }

    [Fact]
    public void What_has_been_charged_shows_its_price_of_then_and_rings_no_more()
    {
        var dearer = Feeds.Account.Single(s => s.Id == "dearer");
        var events = ChargeEvents.Of(dearer, Feeds.Ada, Feeds.Today).ToDictionary(e => e.Uid!);
        Assert.Equal(("Dearer soon 10.00 EUR", 0), (events["dearer-20260210@subtracker"].Summary, events["dearer-20260210@subtracker"].Alarms.Count));
        Assert.Equal(("Dearer soon 12.00 EUR", 2), (events["dearer-20260610@subtracker"].Summary, events["dearer-20260610@subtracker"].Alarms.Count));
        Assert.Contains("Your share: 6.00 EUR", events["dearer-20260610@subtracker"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_charge_years_away_is_there_all_the_same()
    {
        var domain = Feeds.Account[0] with { Terms = [new(new(Frequency.Yearly, 10, WeekendRule: WeekendRule.After), Some.Day("2020-02-29"), false)] };
        Assert.Equal(["netflix-20300228@subtracker"], ChargeEvents.Of(domain, Feeds.Ada, Feeds.Today).Select(e => e.Uid));
    }

    private static string Golden([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "feed.ics");
}
