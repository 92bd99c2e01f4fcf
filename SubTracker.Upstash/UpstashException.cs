using System.Net;

namespace SubTracker.Upstash;

/// <summary>QStash refused a request.</summary>
public class UpstashException : Exception
{
    /// <summary>Creates the error that an answer of QStash stands for.</summary>
    /// <param name="status">Status of the answer.</param>
    /// <param name="message">What was refused, and why.</param>
    /// <param name="body">The answer's body.</param>
    public UpstashException(HttpStatusCode status, string message, string body = "") : base(message)
    {
        Status = status;
        Body = body;
    }

    /// <summary>
    /// The status that QStash answered with. 400: a value is wrong, or the run has ended; 401: the token is wrong; 404: unknown or
    /// no longer known; 412: the plan does not allow it; 429: too many requests (<see cref="UpstashRateLimitException"/>).
    /// </summary>
    public HttpStatusCode Status { get; }

    /// <summary>The answer's body, usually <c>{"error":"…"}</c>.</summary>
    public string Body { get; }
}
