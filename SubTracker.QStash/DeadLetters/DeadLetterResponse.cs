using SubTracker.QStash.Messages;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.DeadLetters;

internal sealed record FailureCallbackInfo(string State, int? ResponseStatus, string? ResponseBody, Headers? ResponseHeaders);

internal sealed record DeadLetterResponse(
    string DlqId, string MessageId, string Url, string? TopicName, string Method, Headers Header, string? Body, byte[]? BodyBase64, int MaxRetries,
    long NotBefore, long CreatedAt, string? Callback, string? FailureCallback, string? QueueName, string? ScheduleId, string? CallerIP, string? Label,
    string[]? Labels, string? FlowControlKey, string? WorkflowRunId, long? WorkflowCreatedAt, string? WorkflowUrl, int ResponseStatus,
    Headers ResponseHeader, string? ResponseBody, byte[]? ResponseBodyBase64, FailureCallbackInfo? FailureCallbackInfo, string? FailureFunctionState)
{
    public static DeadLetterResponse Of(Database database, DeadLetter letter)
    {
        var (id, message, answer, run) = letter;
        var redaction = Redaction.Of(run?.Header ?? message.Header);
        var body = redaction.Body(message.Body ?? (run is null ? [] : Entry.First(database, run.Id)));
        var text = BodyText.Of(body);
        var answered = answer.Body.Length == 0 && answer.Error is { } error ? error : BodyText.Of(answer.Body);
        var callback = run?.FailureMessage is { } callbackId ? Message.Find(database, callbackId) : null;
        return new DeadLetterResponse(
            id, message.Id, message.Url, message.Topic, message.Method, redaction.Header(new Publication(message.Url, message.Header, body).Forwarded), text,
            text is null ? body : null, message.MaxRetries, message.Due, message.CreatedAt, message.Header["upstash-callback"],
            (run?.Header ?? message.Header)["upstash-failure-callback"], message.Queue, message.ScheduleId, message.CallerIp, message.Label?.Split(',')[0],
            message.Label?.Split(','), message.FlowKey, run?.Id, run?.CreatedAt, run?.Url, answer.Status, answer.Header, answered,
            answered is null ? answer.Body : null,
            callback is null ? null : new FailureCallbackInfo(
                FailureFunction.State(callback), callback.Answer?.Status, callback.Answer is { } told ? BodyText.Of(told.Body) : null, callback.Answer?.Header),
            callback is null ? null : FailureFunction.State(callback));
    }
}
