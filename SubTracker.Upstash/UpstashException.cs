using System.Net;

namespace SubTracker.Upstash;

/// <summary>QStash refused a request.</summary>
public class UpstashException : Exception
{
    /// <summary>Creates the error that an answer of QStash stands for.</summary>
    public UpstashException(HttpStatusCode status, string message) : base(message) => Status = status;

    /// <summary>
    /// The status that QStash answered with. 400: a value is wrong, or the run has ended; 401: the token is wrong; 404: unknown or
    /// no longer known; 412: the plan does not allow it; 429: too many requests.
    /// </summary>
    public HttpStatusCode Status { get; }
}
