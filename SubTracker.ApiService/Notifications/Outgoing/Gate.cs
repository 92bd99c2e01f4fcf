namespace SubTracker.ApiService.Notifications.Outgoing;

/// <summary>Lets so many in at once by key: a slow one holds up its own kind only.</summary>
internal sealed class Gate(int width, TimeProvider clock)
{
    /// <summary>Who has waited this long comes again later instead of holding a claim.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, Door> _doors = [];

    /// <summary>Returns when there is room; leave by disposing.</summary>
    /// <exception cref="ChannelException">There was none for a while.</exception>
    public async Task<IDisposable> EnterAsync(string key, CancellationToken cancellationToken)
    {
        var door = Approach(key);
        using var patience = new CancellationTokenSource(s_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await door.Room.WaitAsync(either.Token);
            return new Visit(this, door);
        }
        catch (OperationCanceledException)
        {
            Leave(door);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ChannelException("Other messages were still under way to the same place.") { IsInstallation = true, RetryAfter = s_patience };
        }
    }

    private Door Approach(string key)
    {
        lock (_doors)
        {
            if (!_doors.TryGetValue(key, out var door))
                _doors.Add(key, door = new(key, new SemaphoreSlim(width)));
            door.Present++;
            return door;
        }
    }

    /// <summary>The last one out takes the door away, so that yesterday's hosts are forgotten.</summary>
    private void Leave(Door door)
    {
        lock (_doors)
        {
            if (--door.Present > 0)
                return;
            _doors.Remove(door.Key);
        }
        door.Room.Dispose();
    }

    private sealed class Door(string key, SemaphoreSlim room)
    {
        public string Key => key;

        public SemaphoreSlim Room => room;

        /// <summary>Inside or waiting.</summary>
        public int Present { get; set; }
    }

    private sealed class Visit(Gate gate, Door door) : IDisposable
    {
        public void Dispose()
        {
            door.Room.Release();
            gate.Leave(door);
        }
    }
}
