namespace SubTracker.ApiService.Notifications;

/// <summary>Keeps a channel that has failed repeatedly from being asked with every message; what it remembers is stored with the channel.</summary>
internal sealed class CircuitBreaker(IChannelStore channels, TimeProvider clock)
{
    /// <exception cref="ChannelException">What <paramref name="send"/> threw, or that the channel is paused.</exception>
    public async Task RunAsync(Channel channel, Func<Task> send, CancellationToken cancellationToken)
    {
        var health = await CurrentAsync(channel, cancellationToken);
        var now = clock.GetUtcNow();
        if (health.PausedUntil > now || (health.PausedUntil is not null && !await MayTryAsync(channel, health, now, cancellationToken)))
            throw Paused(health, now);
        try
        {
            await send();
        }
        catch (ChannelException refused) when (!refused.IsInstallation)
        {
            await FailedAsync(channel, refused, cancellationToken);
            throw;
        }
        if (health.HasFailed)
            await RecoveredAsync(channel, CancellationToken.None);
    }

    public async Task RecoveredAsync(Channel channel, CancellationToken cancellationToken)
    {
        var health = await CurrentAsync(channel, cancellationToken);
        // Where somebody else writes at the same moment their word is as good.
        if (health.HasFailed)
            await channels.ReplaceHealthAsync(channel.UserId, channel.Id, health.Recovered(), health.Version, cancellationToken);
    }

    private Task<bool> MayTryAsync(Channel channel, ChannelHealth health, DateTimeOffset now, CancellationToken cancellationToken) =>
        channels.ReplaceHealthAsync(channel.UserId, channel.Id, health.Trying(now), health.Version, cancellationToken);

    private async Task FailedAsync(Channel channel, ChannelException refused, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await channels.FindAsync(channel.UserId, channel.Id, cancellationToken);
            if (stored is null && !channel.IsBuiltIn)
                return; // Deleted meanwhile.
            var health = (stored?.Health ?? ChannelHealth.Good).Failed(refused, clock.GetUtcNow());
            var written = stored is null
                ? await channels.AddAsync(channel with { Version = 1, Health = health }, cancellationToken)
                : await channels.ReplaceHealthAsync(channel.UserId, channel.Id, health, stored.Health.Version, cancellationToken);
            if (written)
                return;
        }
    }

    // What the caller has read may be old by the time its turn comes.
    private async Task<ChannelHealth> CurrentAsync(Channel channel, CancellationToken cancellationToken) =>
        (await channels.FindAsync(channel.UserId, channel.Id, cancellationToken))?.Health ?? ChannelHealth.Good;

    private static ChannelException Paused(ChannelHealth health, DateTimeOffset now)
    {
        // Where another one is trying it right now, that is known within the time a trial takes.
        var until = health.PausedUntil > now ? health.PausedUntil.Value : now + ChannelHealth.TrialTakes;
        return new($"Paused until {until:yyyy-MM-dd HH:mm} UTC after {health.Failures} failures: {health.LastError}")
        {
            IsPaused = true,
            RetryAfter = until - now,
        };
    }
}
