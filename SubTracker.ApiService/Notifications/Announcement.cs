namespace SubTracker.ApiService.Notifications;

/// <summary>
/// A promise to tell a webhook of a change. It is noted before the change is written, so that a crash in between loses nothing, and kept
/// once the change is there. It holds ids alone: what there is to say is read when it is said.
/// </summary>
/// <param name="Id">Computed from what makes it one and the same; becomes the Idempotency-Key.</param>
/// <param name="SubscriptionVersion">The version that the change makes.</param>
/// <param name="DueAt">When it is tried next; a claim moves it on.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Version">Raised by every write; a change is made on top of what was read.</param>
internal sealed record Announcement(
    string Id, string UserId, string ChannelId, string Event, string SubscriptionId, long SubscriptionVersion,
    DateTimeOffset NotedAt, DateTimeOffset DueAt, int Attempts = 0, long Version = 1)
{
    /// <summary>An edit made the price higher, from today or a later day on.</summary>
    public const string PriceIncreased = "price.increased";

    /// <summary>Longer than any send may take.</summary>
    public static readonly TimeSpan ClaimHolds = TimeSpan.FromMinutes(2);

    /// <summary>A change that is not written by then never will be: a write takes no minute.</summary>
    public static readonly TimeSpan WrittenWithin = TimeSpan.FromMinutes(1);

    /// <summary>Behind this nobody is told any more.</summary>
    public static readonly TimeSpan OfUseFor = TimeSpan.FromDays(3);

    private static readonly TimeSpan[] s_backOff =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6),
    ];

    public static Announcement Of(string userId, string channelId, string happened, string subscriptionId, long version, DateTimeOffset now) => new(
        $"{subscriptionId}-{version}-{happened[(happened.IndexOf('.', StringComparison.Ordinal) + 1)..]}-{channelId}",
        userId, channelId, happened, subscriptionId, version, now, now);

    public Announcement Claimed(DateTimeOffset now) => this with { DueAt = now + ClaimHolds, Attempts = Attempts + 1, Version = Version + 1 };

    public Announcement Failed(ChannelException refused, DateTimeOffset now)
    {
        var pause = s_backOff[Math.Clamp(Attempts - 1, 0, s_backOff.Length - 1)];
        return this with { DueAt = now + (refused.RetryAfter > pause ? refused.RetryAfter.Value : pause), Version = Version + 1 };
    }
}
