namespace SubTracker.ApiService.Platform;

/// <summary>Which POSTs were made under which key, and what was answered.</summary>
internal interface IIdempotencyStore
{
    /// <summary>
    /// Claims a key of a user, if nobody has answered or is answering under it. A claim that ended without an answer goes on under its first
    /// moment, so that what it has created is created under the same id.
    /// </summary>
    Task<KeyClaim> ClaimAsync(KeyedRequest request, DateTimeOffset now, DateTimeOffset heldUntil, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>Keeps the first answer.</summary>
    Task SaveAnswerAsync(KeyedRequest request, StoredAnswer answer, CancellationToken cancellationToken);

    /// <summary>Gives a claim back that found no answer to keep; not one that somebody else has taken since.</summary>
    /// <param name="heldUntil">As it was claimed.</param>
    Task ReleaseAsync(KeyedRequest request, DateTimeOffset heldUntil, CancellationToken cancellationToken);

    /// <summary>Forgets everything of a user.</summary>
    Task DeleteAllAsync(string userId, CancellationToken cancellationToken);
}

/// <param name="Fingerprint">Of method, address and body: another one under the same key is another request.</param>
internal sealed record KeyedRequest(string UserId, string Key, string Fingerprint);

/// <param name="StartedAt">When the key was first claimed, where the claim is ours.</param>
/// <param name="Answer">The first answer, where there is one.</param>
internal sealed record KeyClaim(KeyClaimResult Result, DateTimeOffset StartedAt = default, StoredAnswer? Answer = null);

internal enum KeyClaimResult { Ours, Answered, InProgress, OtherRequest }

internal sealed record StoredAnswer(int Status, string? ContentType, string? Location, string? ETag, byte[] Body);
