using SubTracker.QStash.DeadLetters;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Delivery;

/// <summary>What an answer, or its absence, means for a message and its run.</summary>
internal static class Outcome
{
    private const string NotAWorkflow =
        "detected a non-workflow destination for trigger/invoke. make sure you are sending the request to the correct endpoint";

    public static void Record(Database database, Message message, Answer answer, DateTimeOffset now)
    {
        if (message.Kind is not (MessageKind.Plain or MessageKind.RunFailure) && Run.Find(database, message.RunId!) is not { IsStarted: true })
            // The run ended meanwhile: whatever the answer was, there is nothing to go on with.
            End(database, message, answer.IsSuccess ? MessageState.Delivered : MessageState.Cancelled, answer, now);
        else if (IsForeign(message, answer))
            Fail(database, message, answer with { Error = NotAWorkflow }, now);
        else if (answer.IsSuccess)
            Succeed(database, message, answer, now);
        else if (message.Retried < message.MaxRetries && !RetryPolicy.IsFinal(answer))
            Retry(database, message, answer, now);
        else
            Fail(database, message, answer, now);
    }

    private static bool IsForeign(Message message, Answer answer) =>
        answer.IsSuccess && message.Kind is MessageKind.Step
        && message.Header["upstash-feature-set"]?.Contains("WF_DetectTrigger", StringComparison.Ordinal) == true
        && !answer.Header.Contains("Upstash-Workflow-Sdk-Version");

    private static void Succeed(Database database, Message message, Answer answer, DateTimeOffset now)
    {
        End(database, message, MessageState.Delivered, answer, now);
        Callbacks.Publish(database, message, answer, now);
    }

    private static void Retry(Database database, Message message, Answer answer, DateTimeOffset now)
    {
        var due = now + RetryPolicy.Pause(message.Retried, answer, message.Header["upstash-retry-delay"], now);
        // Not where it was cancelled meanwhile.
        database.Execute(
            "UPDATE messages SET state = $2, due = $3, retried = retried + 1 WHERE id = $1 AND state = $4",
            message.Id, (int)MessageState.Waiting, due.ToUnixTimeMilliseconds(), (int)MessageState.Flying);
    }

    private static void Fail(Database database, Message message, Answer answer, DateTimeOffset now)
    {
        End(database, message, MessageState.Failed, answer, now);
        if (message.Kind is MessageKind.Call)
            Callbacks.Publish(database, message, answer, now);
        else if (message.Kind is MessageKind.Step or MessageKind.CallResult)
            RunFailure.Record(database, message, answer, now);
        else
            DeadLetter.Add(database, message, answer, now);
    }

    private static void End(Database database, Message message, MessageState state, Answer answer, DateTimeOffset now) => database.Execute(
        "UPDATE messages SET state = $2, ended_at = $3, answer = $4 WHERE id = $1",
        message.Id, (int)state, now.ToUnixTimeMilliseconds(), state is MessageState.Failed || message.Kind is MessageKind.RunFailure ? Json.Text(answer) : null);
}
