namespace SubTracker.Upstash;

/// <summary>The keys that QStash signs with.</summary>
public sealed class QStashKeys
{
    private readonly QStashHttp _qstash;

    internal QStashKeys(QStashHttp qstash) => _qstash = qstash;

    /// <summary>The keys now.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public Task<SigningKeys> GetAsync(CancellationToken cancellationToken) =>
        _qstash.SendAsync<SigningKeys>(HttpMethod.Get, "/v2/keys", null, cancellationToken);

    /// <summary>Makes the next key the current one and a new one the next. Every service must know the next key before.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public Task<SigningKeys> RotateAsync(CancellationToken cancellationToken) =>
        _qstash.SendAsync<SigningKeys>(HttpMethod.Post, "/v2/keys/rotate", null, cancellationToken);
}

/// <summary>A pair of signing keys. Secret.</summary>
/// <param name="Current">The key that is signed with.</param>
/// <param name="Next">The key that follows.</param>
public sealed record SigningKeys(string Current, string Next);
