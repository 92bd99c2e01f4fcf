using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SubTracker.Upstash;

/// <summary>What is done with each kind of delivery.</summary>
internal sealed partial class WorkflowDeliveries(
    QStashHttp qstash, StepSubmitter submitter, TimeProvider time, IOptions<UpstashOptions> options, ILogger<WorkflowDeliveries> logger)
{
    /// <summary>The run goes on.</summary>
    public async Task<Answer> StepAsync(RunInfo run, byte[] body, IWorkflow workflow, CancellationToken cancellationToken)
    {
        if (await EntriesAsync(run, body, cancellationToken) is not { } entries)
            return Answer.Ok(run.Id, "workflow-already-ended");
        if (entries.Count == 0)
            throw new WorkflowException($"QStash has delivered no step of run {run.Id}.");
        var history = WorkflowHistory.Of(entries);
        if (history.EndsWithDuplicate)
            return Answer.Ok(run.Id, "duplicate-step");

        var replay = new Replay(history.Steps, time, options.Value.MaxDelay, cancellationToken);
        var context = new WorkflowContext(run, replay, cancellationToken);
        var result = await replay.RunAsync(() => workflow.RunAsync(context, history.Payload));
        return result is DeliveryResult.NoStep
            ? Answer.NoStep(run.Id)
            : await UnlessEndedAsync(run, Answer.Ok(run.Id), () => submitter.SubmitAsync(run, result, cancellationToken));
    }

    /// <summary>Somebody whom QStash called for the run has answered; the workflow itself need not be asked.</summary>
    public async Task<Answer> CallResultAsync(RunInfo run, byte[] body, CancellationToken cancellationToken)
    {
        if (body.Length == 0)
        {
            var entries = await FetchAsync(run, cancellationToken);
            if (entries is null)
                return Answer.Ok(run.Id, "workflow-already-ended");
            body = Encoding.UTF8.GetBytes(entries.FirstOrDefault(entry => entry.MessageId == run.MessageId)?.Text() ?? "");
            if (body.Length == 0)
                throw new WorkflowException($"QStash has no call result {run.MessageId} of run {run.Id}.");
        }

        var result = JsonSerializer.Deserialize<CallResult>(body, UpstashJson.Wire)!;
        // A later attempt will follow.
        if (result.Status is < 200 or >= 300 && result.Retried < result.MaxRetries)
            return Answer.Ok(run.Id, "fromCallback");

        var answer = new CallAnswer(result.Status, CallAnswer.ToLatin1(Convert.FromBase64String(result.Body ?? "")), result.Header ?? HeaderMap.Empty);
        var step = new StepRecord
        {
            StepId = int.Parse(run.Headers["Upstash-Workflow-StepId"].ToString(), null),
            StepName = run.Headers["Upstash-Workflow-StepName"].ToString(),
            StepType = run.Headers["Upstash-Workflow-StepType"].ToString(),
            Concurrent = int.Parse(run.Headers["Upstash-Workflow-Concurrent"].ToString(), null),
            Out = JsonSerializer.Serialize(answer, UpstashJson.Wire),
        };
        return await UnlessEndedAsync(run, Answer.Ok(run.Id, "fromCallback"), () => qstash.SendAsync(
            HttpMethod.Post, $"/v2/publish/{run.Url}", JsonSerializer.Serialize(step, UpstashJson.Wire), cancellationToken,
            headers: WorkflowHeaders.Step(run)));
    }

    /// <summary>The run has failed for good.</summary>
    public static async Task<Answer> FailureAsync(RunInfo run, byte[] body, IWorkflow workflow, CancellationToken cancellationToken)
    {
        var callback = JsonSerializer.Deserialize<FailureCallback>(body, UpstashJson.Wire)!;
        var payload = Encoding.UTF8.GetString(Convert.FromBase64String(callback.SourceBody ?? ""));
        var result = await workflow.OnFailureAsync(callback.ToFailure(run), payload, cancellationToken);
        return result == WorkflowFailure.NotHandled ? Answer.FailureNotHandled(run.Id) : Answer.Result(result);
    }

    /// <summary>A run that was started without an SDK is started again with what ours needs, under the same id.</summary>
    public async Task<Answer> ForeignTriggerAsync(RunInfo run, byte[] body, CancellationToken cancellationToken)
    {
        if (await EntriesAsync(run, body, cancellationToken) is not { } entries)
            return Answer.Ok(run.Id, "workflow-already-ended");
        var item = new BatchItem(run.Url, WorkflowHeaders.Again(run), entries is [var first, ..] ? first.Text() : null);
        return await UnlessEndedAsync(run, Answer.Ok(run.Id), () => qstash.SendAsync(
            HttpMethod.Post, "/v2/batch", JsonSerializer.Serialize(new[] { item }, UpstashJson.Wire), cancellationToken));
    }

    /// <summary>The run's messages up to the delivered one, fetched where they are too many for a delivery; <c>null</c> where the run has ended.</summary>
    private async Task<IReadOnlyList<WorkflowEntry>?> EntriesAsync(RunInfo run, byte[] body, CancellationToken cancellationToken)
    {
        if (body.Length > 0)
            return JsonSerializer.Deserialize<WorkflowEntry[]>(body, UpstashJson.Wire) ?? [];
        var entries = await FetchAsync(run, cancellationToken);
        if (entries is null or [_])
            return entries;
        var delivered = Array.FindIndex(entries, entry => entry.MessageId == run.MessageId);
        return delivered < 0
            ? throw new WorkflowException($"QStash has no message {run.MessageId} of run {run.Id}, which it has just delivered.")
            : entries[..(delivered + 1)];
    }

    private async Task<WorkflowEntry[]?> FetchAsync(RunInfo run, CancellationToken cancellationToken)
    {
        try
        {
            return await qstash.SendAsync<WorkflowEntry[]>(
                HttpMethod.Get, $"/v2/workflows/runs/{Uri.EscapeDataString(run.Id)}", null, cancellationToken);
        }
        catch (UpstashException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>A run that was cancelled or has ended meanwhile waits for nothing: that is no failure.</summary>
    private async Task<Answer> UnlessEndedAsync(RunInfo run, Answer answer, Func<Task> submit)
    {
        try
        {
            await submit();
            return answer;
        }
        catch (UpstashException e) when (e.Status == HttpStatusCode.BadRequest)
        {
            LogEnded(run.Id, e.Message);
            return Answer.Ok(run.Id);
        }
    }

    [LoggerMessage(LogLevel.Information, "Run {RunId} has ended meanwhile: {Reason}")]
    private partial void LogEnded(string runId, string reason);

    private sealed record CallResult(int Status, IReadOnlyDictionary<string, IReadOnlyList<string>>? Header, string? Body, int Retried, int MaxRetries);
}
