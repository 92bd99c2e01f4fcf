using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Calendar;

/// <summary>The clock stands at Sunday, 1 March 2026, 12:00 UTC.</summary>
public sealed class CalendarDaysTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    [Theory]
    [InlineData("from=2026-02-01&to=2026-02-28", "2026-02-10 Netflix,2026-02-28 News")]
    [InlineData("from=2026-03-01&to=2026-03-31", "2026-03-10 Netflix,2026-03-15 Domain,2026-03-31 News")]
    [InlineData("from=2026-01-31&to=2026-01-31", "2026-01-31 News")]
    [InlineData("from=2020-01-01&to=2020-12-31", "")]
    public async Task A_month_has_what_was_charged_and_what_falls_due(string range, string expected)
    {
        using var client = await fixture.SignUpAsync();
        await AddAsync(client, "Netflix", "monthly", "2026-01-10");
        await AddAsync(client, "News", "monthly", "2026-01-31");
        // Nobody has renewed it: its February was no charge.
        await AddAsync(client, "Domain", "monthly", "2026-01-15", autoRenew: false);

        var days = await (await client.ReadAsync($"/api/v1/calendar?{range}")).DataAsync<List<UpcomingRenewal>>();

        Assert.Equal(expected, string.Join(',', days.Select(d => $"{d.Date:yyyy-MM-dd} {d.Name}")));
        Assert.All(days, day => Assert.Equal((day.MyShare, "EUR"), (day.Converted!.Amount, day.Converted.Currency)));
    }

    [Fact]
    public async Task Somebody_else_s_are_not_in_it()
    {
        using var ada = await fixture.SignUpAsync();
        using var bob = await fixture.SignUpAsync();
        await AddAsync(ada, "Netflix", "monthly", "2026-01-10");

        Assert.Empty(await (await bob.ReadAsync("/api/v1/calendar?from=2026-01-01&to=2026-03-31")).DataAsync<List<UpcomingRenewal>>());
    }

    [Theory]
    [InlineData("from=2026-02-02&to=2026-02-01", "to")]
    [InlineData("from=2026-01-01&to=2027-01-02", "to")]
    [InlineData("from=soon&to=2026-02-01", "from")]
    [InlineData("to=2026-02-01", "from")]
    [InlineData("from=2026-02-01&to=", "to")]
    public async Task A_range_that_cannot_be_is_refused(string range, string field)
    {
        using var client = await fixture.SignUpAsync();
        Assert.Equal([field], await (await client.ReadAsync($"/api/v1/calendar?{range}")).InvalidFieldsAsync());
    }

    private static async Task AddAsync(HttpClient client, string name, string frequency, string start, bool autoRenew = true) =>
        await (await client.PostJsonAsync("/api/v1/subscriptions", $$"""
            { "name": "{{name}}", "price": 9.99, "currency": "EUR", "frequency": "{{frequency}}", "startDate": "{{start}}",
              "autoRenew": {{(autoRenew ? "true" : "false")}}, "share": { "mine": 0.5 } }
            """)).DataAsync<CreatedSubscription>();
}
