namespace SubTracker.ApiService.Subscriptions;

/// <summary>What an edit makes of a subscription: the same one where nothing changes, a new version, or why not.</summary>
/// <param name="IsMissing">What was to be edited in it is not there.</param>
internal sealed record Edit(Subscription? After, IDictionary<string, string[]>? Errors = null, string? Conflict = null, bool IsMissing = false)
{
    public static Edit Missing { get; } = new(null, IsMissing: true);

    public static Edit Wrong(string field, string message) => new(null, new Dictionary<string, string[]> { [field] = [message] });

    public static Edit Refused(string why) => new(null, Conflict: why);

    /// <summary>The next version of it.</summary>
    public static Edit Changed(Subscription after, DateTimeOffset now) => new(after with { Version = after.Version + 1, UpdatedAt = now });
}
