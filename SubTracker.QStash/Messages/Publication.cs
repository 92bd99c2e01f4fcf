using System.Globalization;
using SubTracker.QStash.Access;

namespace SubTracker.QStash.Messages;

/// <summary>What somebody wants delivered: one publish, one item of a batch, one callback.</summary>
internal sealed record Publication(string Destination, Headers Header, byte[] Body, string? Queue = null, string? CallerIp = null)
{
    private const int DefaultRetries = 3;
    private const int MostRetries = 1000;

    public string? ScheduleId { get; init; }

    public string? Topic { get; init; }

    public string? RunId => Header["upstash-workflow-runid"];

    public bool StartsRun => IsTrue("upstash-workflow-init");

    public bool IsInvocation => IsTrue("upstash-workflow-invoke");

    public bool IsTriggeredBySdk => IsTrue("upstash-workflow-trigger-by-sdk");

    public string? CallType => Header["upstash-workflow-calltype"];

    public string Method => Header["upstash-method"]?.ToUpperInvariant() ?? "POST";

    public string? Label => Header["upstash-label"];

    public string? FlowKey => Header["upstash-flow-control-key"];

    /// <summary>The headers as the destination gets them.</summary>
    public Headers Forwarded
    {
        get
        {
            var forwarded = new Headers();
            if (Header["content-type"] is { } contentType)
                forwarded.Set("Content-Type", contentType);
            foreach (var (name, values) in Header.Below("upstash-forward-"))
                forwarded.Set(name, values);
            return forwarded;
        }
    }

    public int Retries(Headers? inherited = null) =>
        (Header["upstash-retries"] ?? inherited?["upstash-retries"]) is not { } given ? DefaultRetries
        : !int.TryParse(given, CultureInfo.InvariantCulture, out var retries) || retries < 0 ? throw Refusal.BadRequest($"Upstash-Retries is a number, not '{given}'")
        : retries > MostRetries ? throw Refusal.OverQuota($"Upstash-Retries is at most {MostRetries}, not {given}")
        : retries;

    public long DueAt(long now)
    {
        if (Header["upstash-not-before"] is { Length: > 0 } notBefore)
        {
            return long.TryParse(notBefore, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 10_000_000_000
                ? Math.Max(now, seconds * 1000)
                : throw Refusal.BadRequest($"Upstash-Not-Before is a unix time in seconds, not '{notBefore}'");
        }

        return Header["upstash-delay"] is { Length: > 0 } delay
            ? now + (long)(Duration.Parse(delay) ?? throw Refusal.BadRequest($"Upstash-Delay is a duration such as 1d10h30m, not '{delay}'")).TotalMilliseconds
            : now;
    }

    private bool IsTrue(string name) => string.Equals(Header[name], "true", StringComparison.OrdinalIgnoreCase);
}
