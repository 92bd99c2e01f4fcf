using System.Net;
using SubTracker.QStash.Schedules;

namespace SubTracker.Tests.QStash;

public sealed class ScheduleTests : ServerTest
{
    [Theory]
    [InlineData("0 9 * * *", "2026-03-28T09:00:00Z", "2026-03-29T09:00:00Z")]
    [InlineData("CRON_TZ=Europe/Berlin 0 9 * * *", "2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z")]
    [InlineData("CRON_TZ=Europe/Berlin 30 2 * * *", "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("*/15 * * * 1", "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z")]
    public void A_cron_has_its_next_occurrence_in_its_zone(string cron, string after, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, null), DateTimeOffset.FromUnixTimeMilliseconds(Cron.Next(cron, DateTimeOffset.Parse(after, null).ToUnixTimeMilliseconds())!.Value));

    [Theory]
    [InlineData("every day")]
    [InlineData("CRON_TZ=Mars/Olympus 0 9 * * *")]
    [InlineData("0 0 9 * * *")]
    public async Task A_cron_that_is_none_is_refused(string cron)
    {
        var refused = await Server.PostAsync("/v2/schedules/" + Endpoint.Url, "1", HttpStatusCode.BadRequest, ("Upstash-Cron", cron));

        Assert.StartsWith("invalid cron", (string?)refused!["error"], StringComparison.Ordinal);
        Assert.Empty((await Server.SendAsync(HttpMethod.Get, "/v2/schedules"))!.AsArray());
    }

    [Fact]
    public async Task Occurrences_missed_while_the_server_was_down_happen_once()
    {
        await Server.PostAsync("/v2/schedules/" + Endpoint.Url, "1", HttpStatusCode.OK, ("Upstash-Cron", "0 * * * *"), ("Upstash-Schedule-Id", "s"));
        Server.Time.Advance(TimeSpan.FromHours(5.5));
        await Server.DeliverAsync();

        Assert.Equal("s", Assert.Single(Endpoint.Deliveries).Header["Upstash-Schedule-Id"]);
        Assert.Equal(DateTimeOffset.Parse("2026-01-31T15:00:00Z", null), await Server.NextDueAsync());
    }

    [Fact]
    public async Task A_schedule_of_an_id_that_is_known_replaces_it()
    {
        foreach (var cron in new[] { "0 * * * *", "30 * * * *" })
            await Server.PostAsync("/v2/schedules/" + Endpoint.Url, "1", HttpStatusCode.OK, ("Upstash-Cron", cron), ("Upstash-Schedule-Id", "s"));

        Assert.Equal("30 * * * *", (string?)(await Server.SendAsync(HttpMethod.Get, "/v2/schedules"))!.AsArray().Single()!["cron"]);
    }

    [Fact]
    public async Task A_schedule_may_publish_to_a_group()
    {
        await Server.SendAsync(HttpMethod.Post, "/v2/topics/g/endpoints", new { endpoints = new[] { new { url = Endpoint.Url + "/a" }, new { url = Endpoint.Url + "/b" } } });
        await Server.PostAsync("/v2/schedules/g", "1", HttpStatusCode.OK, ("Upstash-Cron", "0 * * * *"));
        await Server.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(["/wf/a", "/wf/b"], Endpoint.Deliveries.Select(delivery => delivery.Path).Order(StringComparer.Ordinal));
        Assert.All(Endpoint.Deliveries, delivery => Assert.Equal("g", delivery.Header["Upstash-Topic-Name"]));
    }
}
