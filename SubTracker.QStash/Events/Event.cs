using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Events;

internal static class EventState
{
    public const string Created = "CREATED";
    public const string Active = "ACTIVE";
    public const string Retry = "RETRY";
    public const string Error = "ERROR";
    public const string Delivered = "DELIVERED";
    public const string Failed = "FAILED";
    public const string Canceled = "CANCELED";
}

/// <summary>What happened to a message, and when.</summary>
internal static class Event
{
    public static void Add(Database database, long message, string state, long now, long? nextDue = null, Answer? answer = null) => database.Execute(
        "INSERT INTO events (message, time, state, next_due, answer) VALUES ($1, $2, $3, $4, $5)",
        message, now, state, nextDue, answer is null ? null : Json.Text(answer));

    /// <summary>Why an attempt failed, in a line.</summary>
    public static string? Describe(Answer? answer) =>
        answer is null ? null : answer.Error ?? $"endpoint answered {answer.Status}: {BodyText.Of(answer.Body) ?? "(binary)"}";
}
