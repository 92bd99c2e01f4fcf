using SubTracker.QStash.Messages;

namespace SubTracker.QStash.DeadLetters;

/// <summary>How the delivery of a run's failure callback stands.</summary>
internal static class FailureFunction
{
    public const string StateSql =
        """
        (SELECT CASE callback.state WHEN 4 THEN 'CALLBACK_SUCCESS' WHEN 5 THEN 'CALLBACK_FAIL' WHEN 6 THEN 'CALLBACK_CANCELED' ELSE 'CALLBACK_INPROGRESS' END
         FROM messages AS callback WHERE callback.id = runs.failure_message)
        """;

    public static string State(Message callback) => callback.State switch
    {
        MessageState.Delivered => "CALLBACK_SUCCESS",
        MessageState.Failed => "CALLBACK_FAIL",
        MessageState.Cancelled => "CALLBACK_CANCELED",
        _ => "CALLBACK_INPROGRESS",
    };
}
