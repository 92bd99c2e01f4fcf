using SubTracker.QStash.FlowControl;
using SubTracker.QStash.Runs;

namespace SubTracker.QStash.Messages;

internal sealed record MessageResponse(
    string MessageId, string Url, string? TopicName, string Method, Headers Header, string? Body, byte[]? BodyBase64, int MaxRetries,
    string? RetryDelayExpression, long NotBefore, long CreatedAt, string? Callback, string? FailureCallback, string? QueueName, string? ScheduleId,
    string? CallerIP, string? Label, string[]? Labels, string? FlowControlKey, int? Parallelism, int? Rate, long? Period)
{
    public static MessageResponse Of(Message message, Run? run)
    {
        var header = message.Header;
        var redaction = Redaction.Of(run?.Header ?? header);
        var body = redaction.Body(message.Body ?? []);
        var text = BodyText.Of(body);
        var flow = header["upstash-flow-control-value"] is { } value ? FlowValue.Parse(value) : null;
        return new MessageResponse(
            message.Id, message.Url, message.Topic, message.Method, redaction.Header(new Publication(message.Url, header, body).Forwarded), text, text is null ? body : null,
            message.MaxRetries, header["upstash-retry-delay"], message.Due, message.CreatedAt, header["upstash-callback"], header["upstash-failure-callback"],
            message.Queue, message.ScheduleId, message.CallerIp, message.Label?.Split(',')[0], message.Label?.Split(','), message.FlowKey,
            flow?.Parallelism, flow?.Rate, flow?.PeriodMilliseconds / 1000);
    }
}
