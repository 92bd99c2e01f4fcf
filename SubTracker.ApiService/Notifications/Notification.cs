using System.Text.Json.Nodes;

namespace SubTracker.ApiService.Notifications;

/// <summary>Something to tell a user, before any channel has given it a form. All of it is plain text: each channel escapes as it must.</summary>
/// <param name="Id">Stable over every attempt; becomes the Message-ID, the Idempotency-Key, Matrix' transaction, by which a receiver drops the double.</param>
/// <param name="Event">What has happened, in the words of a webhook: <c>reminder.renewal</c>, <c>subscription.created</c>, …</param>
/// <param name="Subject">One line: subject, title, first line.</param>
/// <param name="Paragraphs">What is to be said, each on its own.</param>
internal sealed record Notification(
    string Id, string UserId, string Event, string Subject, IReadOnlyList<string> Paragraphs, DateTimeOffset Date)
{
    /// <summary>The user's name, for a salutation where there is one.</summary>
    public string ToName { get; init; } = "";

    /// <summary>What can be done about it, the most important first.</summary>
    public IReadOnlyList<NotificationLink> Links { get; init; } = [];

    /// <summary>Why the user is told, below a mail.</summary>
    public string? Footer { get; init; }

    /// <summary>Stops messages of this kind, by GET for a person and by POST for a mailbox (RFC 8058).</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>The same for programs: <c>data</c> of a webhook.</summary>
    public JsonObject Data { get; init; } = [];
}

/// <param name="Label">What happens behind it, such as "I cancelled it".</param>
internal sealed record NotificationLink(string Label, Uri Url);
