using System.Collections.Concurrent;
using SubTracker.Web.Api;

namespace SubTracker.Web.Session;

/// <summary>The short access tokens of all sessions, in this process's memory and nowhere else.</summary>
internal sealed class AccessTokens(IServiceProvider services, TimeProvider clock)
{
    // A token that ends while a request is under way is of no use.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Held> _held = new();

    /// <exception cref="SessionEndedException">The API no longer knows this session.</exception>
    public async Task<string> GetAsync(string session, CancellationToken cancellationToken)
    {
        var held = _held.GetOrAdd(session, _ => new Held());
        await held.Gate.WaitAsync(cancellationToken);
        try
        {
            if (held.EndsAt <= clock.GetUtcNow() + s_margin)
                await RenewAsync(held, session, cancellationToken);
            return held.Token;
        }
        finally
        {
            held.Gate.Release();
        }
    }

    public void Forget(string session) => _held.TryRemove(session, out _);

    private async Task RenewAsync(Held held, string session, CancellationToken cancellationToken)
    {
        foreach (var (other, _) in _held.Where(entry => entry.Key != session && entry.Value.EndsAt < clock.GetUtcNow()))
            Forget(other);
        try
        {
            var answer = await services.GetRequiredService<AccountClient>().RefreshAsync(session, cancellationToken);
            (held.Token, held.EndsAt) = (answer.Token, answer.ExpiresAt);
        }
        catch (ApiProblemException problem) when (problem.Status is 400 or 401)
        {
            Forget(session);
            throw new SessionEndedException();
        }
    }

    private sealed class Held
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public string Token { get; set; } = "";

        public DateTimeOffset EndsAt { get; set; }
    }
}
