using System.Text;

namespace SubTracker.ApiService.Reminders;

/// <summary>Section <c>Links</c>: what makes the links of a message ours.</summary>
internal sealed class LinkOptions
{
    public const string Advice = "Set Links:SigningKey (Links__SigningKey) to a secret of at least 32 bytes, such as the output of \"openssl rand -base64 48\".";

    public const string BaseUrlAdvice = "Set Links:BaseUrl (Links__BaseUrl) to the address at which browsers reach SubTracker, such as https://subtracker.example.";

    public string? SigningKey { get; init; }

    /// <summary>Where browsers reach the web, which hands links on, or this API; where Upstash calls it, if that is not told.</summary>
    public Uri? BaseUrl { get; init; }

    public bool IsLongEnough => Encoding.UTF8.GetByteCount(SigningKey ?? "") >= 32;

    public bool IsReachable => BaseUrl is { IsAbsoluteUri: true, Scheme: "http" or "https" };
}
