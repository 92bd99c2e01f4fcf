using System.Net;

namespace SubTracker.Upstash;

/// <summary>Too many requests: QStash has refused one that exceeds a limit of the account (429).</summary>
public sealed class UpstashRateLimitException : UpstashException
{
    /// <summary>Creates the error from what the answer's headers say.</summary>
    public UpstashRateLimitException(
        string message, string body, UpstashRateLimit limit, int? allowed, int? remaining, DateTimeOffset? resetsAt)
        : base(HttpStatusCode.TooManyRequests, message, body) =>
        (Limit, Allowed, Remaining, ResetsAt) = (limit, allowed, remaining, resetsAt);

    /// <summary>Which limit was exceeded.</summary>
    public UpstashRateLimit Limit { get; }

    /// <summary>How many requests the limit allows, if QStash says so.</summary>
    public int? Allowed { get; }

    /// <summary>How many are left.</summary>
    public int? Remaining { get; }

    /// <summary>When requests are accepted again, if QStash says so.</summary>
    public DateTimeOffset? ResetsAt { get; }
}

/// <summary>The limits of an account.</summary>
public enum UpstashRateLimit
{
    /// <summary>Messages per day; trying again helps tomorrow.</summary>
    Daily,

    /// <summary>Requests per second; trying again helps soon.</summary>
    Burst,
}
