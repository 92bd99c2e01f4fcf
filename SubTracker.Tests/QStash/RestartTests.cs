using System.Net;

namespace SubTracker.Tests.QStash;

/// <summary>What outlives the process, and what is forgotten.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Everything_that_waits_waits_on_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("qstash-");
        await using var endpoint = await Endpoint.StartAsync();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.Parse("2026-01-31T09:00:00Z", null));
        await using (var server = await LocalQStash.StartAsync(folder: folder, time: time))
        {
            await server.TriggerAsync(endpoint.Url, "wfr_1", header: new() { ["upstash-delay"] = "1d" });
            await server.PostAsync("/v2/schedules/" + endpoint.Url, "1", HttpStatusCode.OK, ("Upstash-Cron", "0 0 * * *"));
            await server.SendAsync(HttpMethod.Post, "/v2/queues", new { queueName = "q", parallelism = 1, paused = true });
            await server.PostAsync($"/v2/enqueue/q/{endpoint.Url}", "1", HttpStatusCode.OK);
            await server.DeliverAsync();
        }

        Assert.Empty(endpoint.Deliveries);
        await using (var server = await LocalQStash.StartAsync(folder: folder, time: time))
        {
            await server.SendAsync(HttpMethod.Post, "/v2/queues/q/resume");
            await server.AdvanceAsync(TimeSpan.FromDays(1));
        }

        Assert.Equal(3, endpoint.Deliveries.Count);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_ended_is_forgotten_after_its_time_and_what_waits_is_not()
    {
        await using var server = await LocalQStash.StartAsync(new() { ["QStash:Retention"] = "7.00:00:00" });
        await using var endpoint = await Endpoint.StartAsync();
        await server.TriggerAsync(endpoint.Url, "wfr_1");
        await server.FinishAsync("wfr_1");
        await server.TriggerAsync(endpoint.Url, "wfr_waiting", header: new() { ["upstash-delay"] = "30d" });
        await server.PublishAsync(endpoint.Url);
        await server.AdvanceAsync(TimeSpan.FromDays(7));
        await server.SweepAsync();
        Assert.Equal(2, (await RunsAsync(server)).Count);

        await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        await server.SweepAsync();

        Assert.Equal("wfr_waiting", (string?)Assert.Single(await RunsAsync(server))!["workflowRunId"]);
        Assert.Empty((await server.SendAsync(HttpMethod.Get, "/v2/events"))!["events"]!.AsArray());
        Assert.NotNull(await server.NextDueAsync());
    }

    private static async Task<System.Text.Json.Nodes.JsonArray> RunsAsync(LocalQStash server) =>
        (await server.SendAsync(HttpMethod.Get, "/v2/workflows/logs"))!["runs"]!.AsArray();
}
