using System.Net;
using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>Tells QStash what a delivery has come to.</summary>
internal sealed class StepSubmitter(QStashHttp qstash)
{
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public Task SubmitAsync(RunInfo run, DeliveryResult result, CancellationToken cancellationToken) => result switch
    {
        DeliveryResult.Submitted { Submissions: var submissions } => SubmitAsync(run, submissions, cancellationToken),
        DeliveryResult.Finished { Result: var body } => EndAsync(run, "cancel=false", body, cancellationToken),
        DeliveryResult.Cancelled => EndAsync(run, "cancel=true", null, cancellationToken),
        _ => Task.CompletedTask,
    };

    private async Task SubmitAsync(RunInfo run, IReadOnlyList<Submission> submissions, CancellationToken cancellationToken)
    {
        var items = submissions.OfType<Append>().Select(append => Item(run, append.Step)).ToArray();
        if (items.Length > 0)
            await BatchAsync(items, cancellationToken);
    }

    private async Task BatchAsync(BatchItem[] items, CancellationToken cancellationToken)
    {
        var answers = await qstash.SendAsync<BatchAnswer[]>(
            HttpMethod.Post, "/v2/batch", JsonSerializer.Serialize(items, UpstashJson.Wire), cancellationToken);
        if (answers.FirstOrDefault(answer => answer.Error is not null) is { Error: var error })
            throw new UpstashException(HttpStatusCode.BadRequest, $"QStash refused a step: {error}");
    }

    private static BatchItem Item(RunInfo run, PlannedStep step)
    {
        var headers = WorkflowHeaders.Step(run);
        if (step.Delay is { } delay)
            headers["upstash-delay"] = delay;
        if (step.NotBefore is { } notBefore)
            headers["upstash-not-before"] = $"{notBefore}";
        return new BatchItem(run.Url, headers, JsonSerializer.Serialize(step.Record, UpstashJson.Wire));
    }

    private Task<string> EndAsync(RunInfo run, string query, string? body, CancellationToken cancellationToken) => qstash.SendAsync(
        HttpMethod.Delete, $"/v2/workflows/runs/{Uri.EscapeDataString(run.Id)}?{query}", body, cancellationToken, "text/plain;charset=UTF-8");
}
