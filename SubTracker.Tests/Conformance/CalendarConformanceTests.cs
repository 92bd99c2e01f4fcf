using System.Text.Json;
using CsCheck;
using SubTracker.ApiService.Calendar;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts;
using SubTracker.Tests.Calendar;
using SubTracker.Tests.Transfer;

namespace SubTracker.Tests.Conformance;

/// <summary>The feed as ical.js reads it, the parser of Thunderbird.</summary>
public sealed class CalendarConformanceTests
{
    private static readonly DateOnly s_today = Feeds.Today;

    [Fact]
    public async Task Another_makers_parser_reads_the_same_days_words_and_alarms()
    {
        if (await OfficialSdk.InstallAsync() is { } missing)
            Assert.Skip(missing);
        List<Subscription> account = [.. Feeds.Account, .. Accounts.Subscription.Array[150].Single(_ => true, "0000ndEmRcT3")];
        var answer = await OfficialSdk.RunAsync("calendar.mjs", $"{s_today.AddYears(2):yyyy-MM-dd}", await Feeds.WriteAsync(account));
        var events = JsonSerializer.Deserialize<List<Read>>(answer, ContractJson.Options)!;

        Assert.Equal(events.Count, events.Select(e => e.Uid).Distinct().Count());
        foreach (var subscription in account)
        {
            var own = events.Where(e => e.Uid.StartsWith(subscription.Id, StringComparison.Ordinal)).ToList();
            Assert.Equal(Feeds.Expected(subscription), own.SelectMany(e => e.Days).Where(d => d >= s_today.AddYears(-1)).Order());
            Assert.All(own, e => Assert.StartsWith(EventText.Plain(subscription.Name), e.Summary, StringComparison.Ordinal));
        }
        Assert.Contains(events, e => e.Description.EndsWith("one; two, three\\four\nfive", StringComparison.Ordinal));
        // Seven days and one before, at nine o'clock.
        Assert.Equal([-572_400, -54_000], events.Single(e => e.Uid == "netflix@subtracker").Alarms.Order());
    }

    private sealed record Read(string Uid, string Summary, string Description, int Sequence, List<DateOnly> Days, List<int> Alarms);
}
