using System.Collections.Concurrent;

namespace SubTracker.ApiService.Notifications;

/// <summary>A test goes to whatever address somebody typed in: a few a minute are enough for who means it.</summary>
internal sealed class TestLimit(TimeProvider clock)
{
    public const int AMinute = 5;

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Since, int Count)> _tests = [];

    /// <summary>How long to wait; <c>null</c> where there is no need to.</summary>
    public TimeSpan? Wait(string userId)
    {
        var now = clock.GetUtcNow();
        if (_tests.Count > 10_000)
            Forget(now);
        var (since, count) = _tests.AddOrUpdate(
            userId, (now, 1), (_, window) => now - window.Since >= s_window ? (now, 1) : (window.Since, window.Count + 1));
        return count > AMinute ? since + s_window - now : null;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (user, window) in _tests)
            if (now - window.Since >= s_window)
                _tests.TryRemove(user, out _);
    }
}
