namespace SubTracker.Web.Components.Parts;

/// <summary>Does something once it has not been asked for again for a while.</summary>
internal sealed class Debouncer(TimeProvider clock, TimeSpan quiet) : IDisposable
{
    private ITimer? _timer;

    public void Ask(Action then)
    {
        _timer?.Dispose();
        _timer = clock.CreateTimer(_ => then(), null, quiet, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer?.Dispose();
}
