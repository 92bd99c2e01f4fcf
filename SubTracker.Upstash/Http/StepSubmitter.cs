using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace SubTracker.Upstash;

/// <summary>Tells QStash what a delivery has come to.</summary>
internal sealed class StepSubmitter(QStashHttp qstash, IOptions<UpstashOptions> options)
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
        switch (submissions)
        {
            case [WaitFor wait]:
                var waiter = WaitRequest.Of(run, wait);
                await qstash.SendAsync(HttpMethod.Post, waiter.Path, waiter.Body, cancellationToken, headers: waiter.Headers);
                break;
            case [InvokeChild invoke]:
                var child = InvokeRequest.Of(run, invoke, options.Value);
                await qstash.SendAsync(HttpMethod.Post, child.Path, child.Body, cancellationToken, headers: child.Headers);
                break;
            case [CallOut call]:
                await BatchAsync([CallRequest.Of(run, call)], cancellationToken);
                break;
            default:
                await BatchAsync([.. submissions.Cast<Append>().Select(append => Item(run, append.Step))], cancellationToken);
                break;
        }
    }

    private async Task BatchAsync(BatchItem[] items, CancellationToken cancellationToken)
    {
        var answers = await qstash.SendAsync<BatchAnswer[]>(
            HttpMethod.Post, "/v2/batch", JsonSerializer.Serialize(items, UpstashJson.Wire), cancellationToken);
        if (answers.FirstOrDefault(answer => answer.Error is { Length: > 0 }) is { Error: var error })
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
