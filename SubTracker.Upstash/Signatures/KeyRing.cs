using Microsoft.Extensions.Options;

namespace SubTracker.Upstash;

/// <summary>
/// The keys that deliveries are checked with: those of the configuration, and where <see cref="UpstashOptions.FollowKeyRotation"/> says so
/// those that QStash names when a signature fits neither. It is asked at most once a minute, whatever strangers send.
/// </summary>
internal sealed class KeyRing(IOptions<UpstashOptions> options, QStashClient qstash, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_askAgainAfter = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _asking = new(1);
    private DateTimeOffset _asked = DateTimeOffset.MinValue;

    public SigningKeys Keys { get; private set; } = new(options.Value.CurrentSigningKey, options.Value.NextSigningKey ?? "");

    /// <summary>Keys other than <paramref name="known"/>; <c>null</c> where there are none, or QStash does not say.</summary>
    public async Task<SigningKeys?> NewerThanAsync(SigningKeys known, CancellationToken cancellationToken)
    {
        if (!options.Value.FollowKeyRotation)
            return null;
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (Keys == known && time.GetUtcNow() - _asked >= s_askAgainAfter)
            {
                _asked = time.GetUtcNow();
                Keys = await qstash.Keys.GetAsync(cancellationToken);
            }
        }
        catch (Exception e) when (e is UpstashException or HttpRequestException)
        {
            // Not to be had: the delivery is refused, QStash brings it again, and by then the minute is over.
        }
        finally
        {
            _asking.Release();
        }
        return Keys == known ? null : Keys;
    }

    public void Dispose() => _asking.Dispose();
}
