namespace SubTracker.Upstash;

/// <summary>Where QStash is, how to speak to it, and where it finds us. Bound by <see cref="UpstashExtensions.AddUpstash"/>.</summary>
public sealed class UpstashOptions
{
    /// <summary>Base address of the QStash server (<c>QSTASH_URL</c>), for example <c>https://qstash.upstash.io</c>.</summary>
    public required Uri Url { get; set; }

    /// <summary>Bearer token of the account (<c>QSTASH_TOKEN</c>). Secret.</summary>
    public required string Token { get; set; }

    /// <summary>Key that signatures are checked with first (<c>QSTASH_CURRENT_SIGNING_KEY</c>), its text used as it is. Secret.</summary>
    public required string CurrentSigningKey { get; set; }

    /// <summary>Key that follows after a rotation (<c>QSTASH_NEXT_SIGNING_KEY</c>), tried where the current one does not fit.</summary>
    public string? NextSigningKey { get; set; }

    /// <summary>
    /// Public base address of this service (<c>UPSTASH_WORKFLOW_URL</c>). Relative workflow paths are completed with it, and a
    /// delivery must be signed for this address and the path of the endpoint.
    /// </summary>
    public required Uri WorkflowUrl { get; set; }

    /// <summary>
    /// Longest single delay that the account allows (<c>Upstash:MaxDelay</c>), at least one minute; longer sleeps are made of
    /// several. <c>null</c> where there is no limit. (Upstash: 7 days on the free plan, a year when paying as you go.)
    /// </summary>
    public TimeSpan? MaxDelay { get; set; }

    /// <summary>
    /// Asks QStash for its keys, with the token, when a delivery's signature fits neither of the configured ones
    /// (<c>Upstash:FollowKeyRotation</c>), so that a rotation needs no restart. At most once a minute; <c>false</c> by default.
    /// </summary>
    public bool FollowKeyRotation { get; set; }
}
