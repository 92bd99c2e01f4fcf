using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace SubTracker.Tests.QStash;

/// <summary>What a publisher does not want shown is delivered, and shown nowhere.</summary>
public sealed class RedactionTests : ServerTest
{
    private const string Secret = "secret-42";

    [Fact]
    public async Task A_message_is_delivered_whole_and_shown_redacted()
    {
        Endpoint.Answers(new EndpointAnswer(500));
        var id = (string)(await PublishAsync("body,header[X-Key]", ("Upstash-Delay", "1m")))!["messageId"]!;
        var waiting = await Server.SendAsync(HttpMethod.Get, $"/v2/messages/{id}");
        await Server.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((Secret, Secret), (Endpoint.Deliveries[0].Text, Endpoint.Deliveries[0].Header["X-Key"]));
        Assert.Equal(Hash, (string?)waiting!["body"]);
        Assert.Equal((Hash, "shown"), ((string?)waiting["header"]!["X-Key"]![0], (string?)waiting["header"]!["X-Other"]![0]));
        await AssertNowhereAsync("/v2/events", "/v2/dlq");
    }

    [Fact]
    public async Task A_dead_letter_is_tried_again_with_what_it_was()
    {
        Endpoint.Answers(new EndpointAnswer(500), EndpointAnswer.Ok);
        await PublishAsync("body, headers");
        await Server.DeliverAsync();
        await Server.SendAsync(HttpMethod.Post, "/v2/dlq/retry");
        await Server.DeliverAsync();

        Assert.All(Endpoint.Deliveries, delivery => Assert.Equal((Secret, Secret), (delivery.Text, delivery.Header["X-Key"])));
        Assert.Equal(2, Endpoint.Deliveries.Count);
        await AssertNowhereAsync("/v2/logs");
    }

    [Fact]
    public async Task A_schedule_is_shown_redacted_and_so_are_its_messages()
    {
        await Server.PostAsync($"/v2/schedules/{Endpoint.Url}", Secret, HttpStatusCode.OK, ("Upstash-Cron", "* * * * *"), ("Upstash-Redact-Fields", "body"));
        await Server.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Secret, Assert.Single(Endpoint.Deliveries).Text);
        await AssertNowhereAsync("/v2/schedules", "/v2/events");
    }

    [Fact]
    public async Task A_run_hides_its_payload_its_results_and_its_end()
    {
        await Server.TriggerAsync(Endpoint.Url, "wfr_1", Secret, new() { ["upstash-redact-fields"] = "body,header[x-key]", ["upstash-forward-x-key"] = Secret });
        await Server.DeliverAsync();
        await Server.SubmitAsync(Endpoint.Url, "wfr_1", WorkflowRequests.Step(1, "first").Replace("\"out\":\"1\"", $"\"out\":\"{Secret}\"", StringComparison.Ordinal));
        await Server.DeliverAsync();
        await Server.FinishAsync("wfr_1", Secret);

        Assert.Equal(Secret, Endpoint.Deliveries[1].Entries[0]);
        Assert.Contains(Secret, Endpoint.Deliveries[1].Entries[1], StringComparison.Ordinal);
        await AssertNowhereAsync("/v2/workflows/logs");
    }

    [Fact]
    public async Task A_field_that_would_not_be_hidden_is_refused() =>
        await Server.PostAsync($"/v2/publish/{Endpoint.Url}", "1", HttpStatusCode.BadRequest, ("Upstash-Redact-Fields", "url"));

    private static string Hash => "REDACTED:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));

    private Task<System.Text.Json.Nodes.JsonNode?> PublishAsync(string redacted, params (string Name, string Value)[] header) => Server.PostAsync(
        $"/v2/publish/{Endpoint.Url}", Secret, HttpStatusCode.OK,
        [("Upstash-Redact-Fields", redacted), ("Upstash-Forward-X-Key", Secret), ("Upstash-Forward-X-Other", "shown"), ("Upstash-Retries", "0"), .. header]);

    private async Task AssertNowhereAsync(params string[] paths)
    {
        foreach (var path in paths)
        {
            var shown = (await Server.SendAsync(HttpMethod.Get, path))!.ToJsonString();
            Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)), shown, StringComparison.Ordinal);
            // Something is shown in which it could have been.
            Assert.Contains(Endpoint.Url, shown, StringComparison.Ordinal);
        }
    }
}
