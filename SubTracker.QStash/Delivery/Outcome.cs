using SubTracker.QStash.DeadLetters;
using SubTracker.QStash.Events;
using SubTracker.QStash.FlowControl;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Queues;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Delivery;

/// <summary>What an answer, or its absence, means for a message and its run.</summary>
internal static class Outcome
{
    public static MessageState Record(Database database, Message message, Answer answer, DateTimeOffset now)
    {
        var state = Judge(database, message, answer, now);
        if (message.FlowKey is { } flow)
            Flow.CallNext(database, flow, 1);
        if (message.Queue is { } queue && state is not MessageState.Waiting)
            Queue.CallNext(database, queue);
        return state;
    }

    private static MessageState Judge(Database database, Message message, Answer answer, DateTimeOffset now)
    {
        if (message.Kind is not (MessageKind.Plain or MessageKind.RunFailure) && Run.Find(database, message.RunId!) is not { IsStarted: true })
            // The run ended meanwhile: whatever the answer was, there is nothing to go on with.
            return End(database, message, answer.IsSuccess ? MessageState.Delivered : MessageState.Cancelled, answer, now);
        if (WorkflowAnswer.Fault(message, answer) is { } fault)
            return Fail(database, message, answer with { Error = fault }, now);
        if (answer.IsSuccess)
            return Succeed(database, message, answer, now);
        return message.Retried < message.MaxRetries && !RetryPolicy.IsFinal(answer)
            ? Retry(database, message, answer, now)
            : Fail(database, message, answer, now);
    }

    private static MessageState Succeed(Database database, Message message, Answer answer, DateTimeOffset now)
    {
        End(database, message, MessageState.Delivered, answer, now);
        Callbacks.Publish(database, message, answer, now);
        return MessageState.Delivered;
    }

    private static MessageState Retry(Database database, Message message, Answer answer, DateTimeOffset now)
    {
        var expression = message.Header["upstash-retry-delay"]
            ?? (message.RunId is { } runId && message.Kind is MessageKind.Step ? Run.Find(database, runId)?.Header["upstash-retry-delay"] : null);
        var due = (now + RetryPolicy.Pause(message.Retried, answer, expression, now)).ToUnixTimeMilliseconds();
        Event.Add(database, message.Sequence, EventState.Error, now.ToUnixTimeMilliseconds(), answer: answer);
        // Not where it was cancelled meanwhile.
        if (database.Execute("UPDATE messages SET state = 0, due = $2, retried = retried + 1 WHERE sequence = $1 AND state = 1", message.Sequence, due) == 0)
            return MessageState.Cancelled;
        Event.Add(database, message.Sequence, EventState.Retry, now.ToUnixTimeMilliseconds(), due);
        return MessageState.Waiting;
    }

    private static MessageState Fail(Database database, Message message, Answer answer, DateTimeOffset now)
    {
        Event.Add(database, message.Sequence, EventState.Error, now.ToUnixTimeMilliseconds(), answer: answer);
        End(database, message, MessageState.Failed, answer, now);
        if (message.Kind is MessageKind.Call)
            Callbacks.Publish(database, message, answer, now);
        else if (message.Kind is MessageKind.Step or MessageKind.CallResult)
            RunFailure.Record(database, message, answer, now);
        else if (message.Kind is MessageKind.Plain)
            DeadLetter.Add(database, message, answer, now);
        return MessageState.Failed;
    }

    private static MessageState End(Database database, Message message, MessageState state, Answer answer, DateTimeOffset now)
    {
        // The answer is kept where somebody may ask for it.
        var kept = state is MessageState.Failed || message.Kind is MessageKind.RunFailure ? Json.Text(answer) : null;
        database.Execute("UPDATE messages SET state = $2, ended_at = $3, answer = $4, admitted = 0 WHERE sequence = $1",
            message.Sequence, (int)state, now.ToUnixTimeMilliseconds(), kept);
        Event.Add(database, message.Sequence, state switch
        {
            MessageState.Delivered => EventState.Delivered,
            MessageState.Failed => EventState.Failed,
            _ => EventState.Canceled,
        }, now.ToUnixTimeMilliseconds());
        return state;
    }
}
