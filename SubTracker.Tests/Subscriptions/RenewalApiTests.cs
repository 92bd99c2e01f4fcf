using System.Net;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;
using static SubTracker.Tests.Subscriptions.Calendars;

namespace SubTracker.Tests.Subscriptions;

/// <summary>The clock stands at Sunday, 1 March 2026, 12:00 UTC.</summary>
public sealed class RenewalApiTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Root = "/api/v1/subscriptions";

    [Theory]
    [InlineData("", "2026-03-31,2026-04-30,2026-05-31,2026-06-30,2026-07-31,2026-08-31,2026-09-30,2026-10-31,2026-11-30,2026-12-31,2027-01-31,2027-02-28")]
    [InlineData("?from=2026-01-01&to=2026-02-28", "2026-01-31,2026-02-28")]
    [InlineData("?from=2026-02-01&to=2026-02-28", "2026-02-28")]
    [InlineData("?to=2026-02-01", "")]
    [InlineData("?from=2020-01-01&to=2025-12-31", "")]
    public async Task Every_occurrence_in_the_range_is_answered_the_first_payment_included(string query, string expected)
    {
        using var client = await fixture.SignUpAsync();
        var id = await CreateAsync(client, "monthly", "2026-01-31");
        var days = await (await client.ReadAsync($"{Root}/{id}/renewals{query}")).DataAsync<DateOnly[]>();
        Assert.Equal(expected.Length == 0 ? [] : Days(expected), days);
    }

    [Theory]
    [InlineData("?from=2026-02-02&to=2026-02-01", "to")]
    [InlineData("?from=2026-01-01&to=2036-01-02", "to")]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?to=", "to")]
    public async Task A_range_that_cannot_be_is_refused(string query, string field)
    {
        using var client = await fixture.SignUpAsync();
        var id = await CreateAsync(client, "monthly", "2026-01-31");
        Assert.Equal([field], await (await client.ReadAsync($"{Root}/{id}/renewals{query}")).InvalidFieldsAsync());
    }

    [Fact]
    public async Task Upcoming_has_every_occurrence_in_the_window_both_ends_included()
    {
        using var client = await fixture.SignUpAsync();
        await CreateAsync(client, "weekly", "2026-02-22");
        await CreateAsync(client, "monthly", "2026-02-08");
        var upcoming = await (await client.ReadAsync($"{Root}/upcoming-renewals?days=7")).DataAsync<List<UpcomingRenewal>>();
        Assert.Equal(["2026-03-01 weekly", "2026-03-08 monthly", "2026-03-08 weekly"], upcoming.Select(u => $"{u.Date:yyyy-MM-dd} {u.Name}"));
        Assert.Equal((9.99m, "EUR"), (upcoming[0].Price, upcoming[0].Currency));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("367")]
    [InlineData("ten")]
    public async Task A_window_out_of_range_is_refused(string days)
    {
        using var client = await fixture.SignUpAsync();
        Assert.Equal(["days"], await (await client.ReadAsync($"{Root}/upcoming-renewals?days={days}")).InvalidFieldsAsync());
    }

    [Fact]
    public async Task Today_is_the_users_day()
    {
        // 1 March, 12:00 UTC is 2 March, 02:00 on Kiritimati.
        using var client = await fixture.SignUpAsync("Pacific/Kiritimati");
        await CreateAsync(client, "monthly", "2026-02-01");
        var upcoming = await (await client.ReadAsync($"{Root}/upcoming-renewals?days=30")).DataAsync<List<UpcomingRenewal>>();
        Assert.Equal([Day("2026-04-01")], upcoming.Select(u => u.Date));
    }

    [Fact]
    public async Task The_preview_shows_what_saving_would_do_and_stores_nothing()
    {
        using var client = await fixture.SignUpAsync("Europe/Berlin");
        var preview = await (await client.PostJsonAsync($"{Root}/preview", """
            { "name": "Netflix", "price": 12, "currency": "EUR", "frequency": "monthly", "startDate": "2026-01-31",
              "noticePeriod": { "count": 1, "unit": "month" } }
            """)).DataAsync<PreviewResponse>();
        Assert.Equal(Day("2026-03-31"), preview.Renewals[0]);
        Assert.Equal(12, preview.Renewals.Count);
        Assert.Equal((Day("2026-03-30"), 12m, 144m), (preview.CancelBy!.Value, preview.MonthlyCost, preview.YearlyCost));
        // Summer time begins on 29 March 2026: the first reminders are at 9:00 CET, the last ones at 9:00 CEST.
        Assert.Equal(
            [
                "CancelBy 2026-03-23T09:00 08:00Z", "Renewal 2026-03-24T09:00 08:00Z", "Renewal 2026-03-26T09:00 08:00Z",
                "Renewal 2026-03-29T09:00 07:00Z", "CancelBy 2026-03-29T09:00 07:00Z", "Renewal 2026-03-30T09:00 07:00Z",
            ],
            preview.Reminders.Select(r => $"{r.Kind} {r.LocalTime} {r.DueAt:HH:mm}Z"));
        Assert.Empty(await (await client.ReadAsync(Root)).DataAsync<List<SubscriptionResponse>>());
    }

    [Fact]
    public async Task The_preview_tells_the_user_s_own_share_of_the_costs()
    {
        using var client = await fixture.SignUpAsync();
        var preview = await (await client.PostJsonAsync($"{Root}/preview", """
            { "name": "Family", "price": 17.99, "currency": "EUR", "frequency": "monthly", "startDate": "2026-04-01", "share": { "mine": 0.25 } }
            """)).DataAsync<PreviewResponse>();
        Assert.Equal((4.50m, 53.97m), (preview.MonthlyCost, preview.YearlyCost));
    }

    [Theory]
    [InlineData("daily", 1, "30.44", "365.24")]
    [InlineData("weekly", 2, "2.17", "26.09")]
    [InlineData("monthly", 1, "1.00", "12.00")]
    [InlineData("quarterly", 1, "0.33", "4.00")]
    [InlineData("half-yearly", 1, "0.17", "2.00")]
    [InlineData("yearly", 1, "0.08", "1.00")]
    [InlineData("once", 1, "0", "0")]
    public async Task What_a_cycle_costs_is_its_yearly_occurrences_by_twelve(string frequency, int interval, string monthly, string yearly)
    {
        using var client = await fixture.SignUpAsync();
        var preview = await (await client.PostJsonAsync($"{Root}/preview",
            $$"""{ "name": "Xy", "price": 1, "currency": "EUR", "frequency": "{{frequency}}", "interval": {{interval}}, "startDate": "2026-04-01" }"""))
            .DataAsync<PreviewResponse>();
        Assert.Equal(
            (decimal.Parse(monthly, null), decimal.Parse(yearly, null)), (preview.MonthlyCost, preview.YearlyCost));
    }

    [Theory]
    [InlineData("2026-03-31", 1, "month", "2026-03-30")]
    [InlineData("2026-03-05", 1, "week", "2026-03-29")]
    [InlineData("2026-03-15", 14, "day", "2026-03-01")]
    [InlineData("2026-03-14", 14, "day", "2026-03-31")]
    public async Task Cancel_by_is_the_first_deadline_today_or_later(string renewal, int count, string unit, string cancelBy)
    {
        using var client = await fixture.SignUpAsync();
        var preview = await (await client.PostJsonAsync($"{Root}/preview", $$"""
            { "name": "Gym", "price": 1, "currency": "EUR", "frequency": "monthly", "renewalDate": "{{renewal}}",
              "noticePeriod": { "count": {{count}}, "unit": "{{unit}}" } }
            """)).DataAsync<PreviewResponse>();
        Assert.Equal(Day(cancelBy), preview.CancelBy);
    }

    [Fact]
    public async Task A_renewal_date_that_is_no_occurrence_of_the_start_is_refused()
    {
        using var client = await fixture.SignUpAsync();
        foreach (var path in new[] { Root, $"{Root}/preview" })
            Assert.Equal(["renewalDate"], await (await client.PostJsonAsync(path,
                """{ "name": "Gym", "price": 1, "currency": "EUR", "frequency": "monthly", "startDate": "2026-01-31", "renewalDate": "2026-03-30" }"""))
                .InvalidFieldsAsync());
        await (await client.ReadAsync($"{Root}/none/renewals")).ProblemAsync(HttpStatusCode.NotFound);
    }

    private static async Task<string> CreateAsync(HttpClient client, string frequency, string start) => (await (await client.PostJsonAsync(
        Root, $$"""{ "name": "{{frequency}}", "price": 9.99, "currency": "EUR", "frequency": "{{frequency}}", "startDate": "{{start}}" }"""))
        .DataAsync<CreatedSubscription>()).Subscription.Id;
}
