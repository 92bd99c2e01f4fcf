using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using SubTracker.Contracts.Reminders;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Reminders;

internal enum LedgerState
{
    /// <summary>Somebody is sending it, and may be until its claim ends.</summary>
    Claimed,
    Sent,

    /// <summary>The channel refused: tried again at <see cref="LedgerRow.NextAttemptAt"/>, given up where there is none.</summary>
    Failed,
    Skipped,

    /// <summary>The plan that wanted it is no longer the plan. A later plan may want it again.</summary>
    Superseded,

    /// <summary>Put off by its owner until <see cref="LedgerRow.NextAttemptAt"/>.</summary>
    Snoozed,
}

/// <summary>The truth about sending one reminder over one channel. Its id is computed from exactly what makes it one and the same.</summary>
internal sealed record LedgerRow
{
    public const string Email = "email";

    public required string Id { get; init; }

    /// <summary>Empty where it speaks of no one subscription: a digest, a budget.</summary>
    public required string SubscriptionId { get; init; }

    public required string UserId { get; init; }
    public required ReminderKind Kind { get; init; }

    /// <summary>The day that it speaks of. Documents know it by the name it had when there were renewals alone.</summary>
    [JsonPropertyName("renewal")]
    public required DateOnly Occurrence { get; init; }

    public required int DaysBefore { get; init; }
    public required string Channel { get; init; }
    public string ChannelName { get; init; } = "E-mail";
    public required DateTimeOffset DueAt { get; init; }
    public required LedgerState State { get; init; }
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>How often it was tried; the first rows kept no history of it.</summary>
    public int Attempts { get; init; }

    public IReadOnlyList<ReminderAttempt> History { get; init; } = [];

    /// <summary>When the reconciler takes it up: after its back-off, when its claim ends, or when it was put off to.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset? FailedAt { get; init; }
    public bool Late { get; init; }
    public string? Reason { get; init; }
    public string? TraceId { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Raised when somebody wants to read once more what was sent before: another message, not a double of the first.</summary>
    public int Round { get; init; }

    /// <summary>The links of its messages that work once and have been used (<see cref="ReminderLink.UseKey"/>).</summary>
    public IReadOnlyList<string> UsedLinks { get; init; } = [];

    /// <summary>Its owner asked for it by name: it is sent even where it would no longer be of use by itself.</summary>
    public bool Requested { get; init; }

    /// <summary>The day, on its owner's calendar, with whose digest it is to go; while it waits for that, and no longer.</summary>
    public DateOnly? Digest { get; init; }

    /// <summary>What a digest tells: the ids of other rows.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Raised by every write; a change is made on top of what was read.</summary>
    public long Version { get; init; } = 1;

    /// <summary>Whether it will be sent by itself some time.</summary>
    [JsonIgnore]
    public bool ComesAgain => State == LedgerState.Snoozed || (State == LedgerState.Failed && NextAttemptAt is not null);

    /// <summary>Whether it waits to be told together with others.</summary>
    [JsonIgnore]
    public bool IsGathered => State == LedgerState.Snoozed && Digest is not null;

    /// <summary>The last day on which it is of use, on its owner's calendar.</summary>
    [JsonIgnore]
    public DateOnly LastUsefulDay => Usefulness.LastDay(Kind, Occurrence);

    /// <summary>Becomes the Message-ID and the Idempotency-Key: the same at every attempt.</summary>
    [JsonIgnore]
    public string MessageId => Round == 0 ? Id : string.Create(CultureInfo.InvariantCulture, $"{Id}-again{Round}");

    /// <summary>What the ids of one occurrence's reminders begin with: siblings, of which one acknowledged stops the others.</summary>
    /// <param name="subscriptionId">Or the user's id, where it speaks of no one subscription.</param>
    public static string Siblings(string subscriptionId, ReminderKind kind, DateOnly occurrence) =>
        string.Create(CultureInfo.InvariantCulture, $"{subscriptionId}-{Word(kind)}-{occurrence:yyyyMMdd}-");

    public static LedgerRow For(
        string subscriptionId, string userId, DateOnly renewal, Moment moment, LedgerState state, string channel = Email, string channelName = "E-mail")
    {
        var occurrence = moment.Occurrence ?? renewal;
        return new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{Siblings(subscriptionId, moment.Kind, occurrence)}{moment.DaysBefore}-{channel}"),
            SubscriptionId = subscriptionId,
            UserId = userId,
            Kind = moment.Kind,
            Occurrence = occurrence,
            DaysBefore = moment.DaysBefore,
            Channel = channel,
            ChannelName = channelName,
            DueAt = moment.DueAt,
            State = state,
        };
    }

    /// <summary>A row that speaks of no one subscription, to be said at once.</summary>
    /// <param name="name">What tells it from others of its user, kind, occurrence and channel.</param>
    public static LedgerRow ForUser(
        string userId, ReminderKind kind, DateOnly occurrence, string name, string channel, string channelName, DateTimeOffset now) => new()
        {
            Id = IdForUser(userId, kind, occurrence, name, channel),
            SubscriptionId = "",
            UserId = userId,
            Kind = kind,
            Occurrence = occurrence,
            DaysBefore = 0,
            Channel = channel,
            ChannelName = channelName,
            DueAt = now,
            NextAttemptAt = now,
            State = LedgerState.Snoozed,
        };

    /// <inheritdoc cref="ForUser"/>
    public static string IdForUser(string userId, ReminderKind kind, DateOnly occurrence, string name, string channel) =>
        $"{Siblings(userId, kind, occurrence)}{name}-{channel}";

    public bool IsSiblingOf(LedgerRow other) => (SubscriptionId, Kind, Occurrence) == (other.SubscriptionId, other.Kind, other.Occurrence);

    public ReminderResponse ToResponse() => ToResponse(Status, IsGathered ? "goes with the digest of the day" : Reason);

    public ReminderResponse ToResponse(ReminderStatus status, string? reason) => new(
        Id, SubscriptionId.Length > 0 ? SubscriptionId : null, Kind, Occurrence, DaysBefore, DueAt, Channel, ChannelName, status, reason, Late,
        SentAt, ComesAgain ? NextAttemptAt : null, AcknowledgedAt, History, TraceId);

    private ReminderStatus Status => State switch
    {
        LedgerState.Sent => ReminderStatus.Sent,
        LedgerState.Failed => ReminderStatus.Failed,
        LedgerState.Skipped => ReminderStatus.Skipped,
        LedgerState.Superseded => ReminderStatus.Superseded,
        _ => ReminderStatus.Waiting,
    };

    private static string Word(ReminderKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}
