using System.Text.Json;
using System.Text.Json.Nodes;
using SubTracker.QStash.DeadLetters;
using SubTracker.QStash.Events;
using SubTracker.QStash.Invocations;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Logs;

/// <summary>A run as the logs show it.</summary>
internal sealed record RunLog(
    string WorkflowRunId, string WorkflowUrl, string WorkflowState, long WorkflowRunCreatedAt, long? WorkflowRunCompletedAt, string? WorkflowRunResponse,
    RunLog.InvokerLog? Invoker, JsonObject? FailureFunction, string? DlqId, string? Label, string[]? Labels, string? FlowControlKey,
    IReadOnlyList<StepGroup> Steps)
{
    public static RunLog Of(Database database, Run run) => new(
        run.Id, run.Url, run.State, run.CreatedAt, run.EndedAt, Redaction.Of(run.Header).Body(run.Response), InvokerOf(run), FailureOf(database, run), run.DlqId,
        run.Label?.Split(',')[0], run.Label?.Split(','), run.FlowKey, StepGroup.AllOf(database, run));

    private static InvokerLog? InvokerOf(Run run) =>
        run.Invoker is null || JsonSerializer.Deserialize<Invocation>(run.Invoker, Json.Options) is not { } invoker
            ? null
            : new InvokerLog(invoker.WorkflowRunId!, invoker.WorkflowRunCreatedAt, invoker.WorkflowUrl);

    private static JsonObject? FailureOf(Database database, Run run)
    {
        if (run.FailureMessage is null || Message.Find(database, run.FailureMessage) is not { } callback)
            return null;
        var letter = run.DlqId is null ? null : DeadLetter.Find(database, run.DlqId);
        return JsonSerializer.SerializeToNode(new
        {
            messageId = callback.Id,
            url = callback.Url,
            state = DeadLetters.FailureFunction.State(callback),
            failHeaders = letter?.Answer.Header,
            failStatus = letter?.Answer.Status,
            failResponse = letter is null ? null : BodyText.Of(letter.Answer.Body),
            dlqId = run.DlqId,
            responseBody = callback.Answer is null ? null : BodyText.Of(callback.Answer.Body),
            responseHeaders = callback.Answer?.Header,
            responseStatus = callback.Answer?.Status,
            errors = AttemptError.Of(database, callback),
            maxRetries = callback.MaxRetries,
        }, Json.Options)!.AsObject();
    }

    internal sealed record InvokerLog(string WorkflowRunId, long WorkflowRunCreatedAt, string? WorkflowUrl);
}

internal sealed record AttemptError(string? Error, string? Body, Headers Headers, int Status, long Time)
{
    public static IReadOnlyList<AttemptError> Of(Database database, Message message) => database.Query(
        "SELECT answer, time FROM events WHERE message = $1 AND state = 'ERROR' ORDER BY id",
        row => Answer.Read(row.GetString(0)) is var answer
            ? new AttemptError(Event.Describe(answer), BodyText.Of(answer!.Body), answer.Header, answer.Status, row.GetInt64(1))
            : null!, message.Sequence);
}
