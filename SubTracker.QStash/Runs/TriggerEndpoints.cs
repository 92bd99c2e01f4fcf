using System.Text;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Runs;

/// <summary>Starts runs for callers without an SDK; the endpoint's SDK then triggers the run again, in its own way.</summary>
internal static class TriggerEndpoints
{
    public static void MapTrigger(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/trigger/{**destination}", TriggerAsync);
        routes.MapPost("/batch/trigger", TriggerManyAsync);
    }

    private static async Task<IResult> TriggerAsync(HttpContext context, Writer writer, TimeProvider time, CancellationToken cancellationToken)
    {
        var publication = await context.Request.ReadPublicationAsync("/v2/trigger/", cancellationToken);
        return Results.Json(await StartAsync(publication, writer, time), Json.Options);
    }

    private static async Task<IResult> TriggerManyAsync(HttpContext context, Writer writer, TimeProvider time, CancellationToken cancellationToken)
    {
        var items = await context.Request.ReadJsonAsync<IReadOnlyList<TriggerItem>>(cancellationToken);
        var callerIp = context.Connection.RemoteIpAddress?.ToString();
        var triggered = await Task.WhenAll(items.Select(item => StartAsync(
            new Publication(item.Destination ?? "", item.Headers ?? [], Encoding.UTF8.GetBytes(item.Body ?? ""), CallerIp: callerIp), writer, time)));
        return Results.Json(triggered, Json.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<Triggered> StartAsync(Publication publication, Writer writer, TimeProvider time)
    {
        var runId = RunId(publication.Header["upstash-workflow-runid"]);
        return await writer.WriteAsync(database =>
        {
            var accepted = database.Publish(publication with { Header = Header(publication, runId) }, time.GetUtcNow().ToUnixTimeMilliseconds());
            return new Triggered(runId, Run.Find(database, runId)!.CreatedAt, accepted.Deduplicated);
        });
    }

    private static string RunId(string? given) =>
        string.IsNullOrEmpty(given) ? Identifiers.New("wfr_") : given.StartsWith("wfr_", StringComparison.Ordinal) ? given : $"wfr_{given}";

    /// <summary>What an SDK would have sent.</summary>
    private static Headers Header(Publication publication, string runId)
    {
        var url = publication.Destination;
        var header = new Headers();
        Set("", runId, "true");
        header.Set("upstash-feature-set", "LazyFetch,InitialBody,WF_DetectTrigger");
        header.Set("upstash-forward-upstash-workflow-unknown-sdk", "true");
        header.Set("upstash-failure-callback", url);
        Set("failure-callback-", runId, "false");
        header.Set("upstash-failure-callback-workflow-calltype", "failureCall");
        header.Set("upstash-failure-callback-forward-upstash-workflow-is-failure", "true");
        header.Set("upstash-failure-callback-forward-upstash-workflow-failure-callback", "true");
        var joined = header.With(publication.Header);
        joined.Set("upstash-workflow-runid", runId);
        return joined;

        void Set(string prefix, string id, string isInit)
        {
            header.Set($"upstash-{prefix}workflow-runid", id);
            header.Set($"upstash-{prefix}workflow-init", isInit);
            header.Set($"upstash-{prefix}workflow-url", url);
        }
    }

    private sealed record TriggerItem(string? Destination, Headers? Headers, string? Body);

    private sealed record Triggered(string WorkflowRunId, long WorkflowCreatedAt, bool? Deduplicated);
}
