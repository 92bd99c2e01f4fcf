using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>What a called service has answered, whether that was a success or not.</summary>
/// <param name="Status">HTTP status of the last attempt.</param>
/// <param name="Headers">Headers of the answer.</param>
/// <param name="Body">The answer's body as text.</param>
public sealed record WorkflowCallResult(int Status, IReadOnlyDictionary<string, IReadOnlyList<string>> Headers, string Body)
{
    /// <summary>Whether the status is 2xx.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Reads the body as JSON.</summary>
    /// <exception cref="JsonException">The body is no such JSON.</exception>
    public T? ReadAs<T>() => JsonSerializer.Deserialize<T>(Body, UpstashJson.Values);
}
