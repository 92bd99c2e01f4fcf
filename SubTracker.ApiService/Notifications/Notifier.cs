using SubTracker.ApiService.Users;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications;

/// <summary>The one way out: sends over a channel, or over its fall-back while it is paused or refuses for good.</summary>
internal sealed class Notifier(IEnumerable<IChannelSender> senders, IUserStore users, UserChannels channels, CircuitBreaker breaker)
{
    private readonly Dictionary<ChannelType, IChannelSender> _senders = senders.ToDictionary(sender => sender.Type);

    /// <summary>The channel that has taken the message over: the one asked for, or its fall-back.</summary>
    /// <exception cref="ChannelException">None has, or nobody knows; the same message may be sent again under its id.</exception>
    public async Task<Channel> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            await SendOverAsync(channel, notification, cancellationToken);
            return channel;
        }
        catch (ChannelException refused) when (refused.IsPermanent || refused.WasNotTried)
        {
            if (await FallbackOfAsync(channel, cancellationToken) is not { } fallback)
                throw;
            await SendInsteadAsync(fallback, refused, notification, cancellationToken);
            return fallback;
        }
    }

    /// <summary>Sends whatever the channel's health is, by no other way; success makes it well again.</summary>
    public async Task TestAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        await _senders[channel.Type].SendAsync(channel, notification, cancellationToken);
        await breaker.RecoveredAsync(channel, cancellationToken);
    }

    private async Task SendInsteadAsync(Channel fallback, ChannelException refused, Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            await SendOverAsync(fallback, notification, cancellationToken);
        }
        catch (ChannelException too)
        {
            throw new ChannelException($"{refused.Message} Its fall-back {fallback.Name} failed too: {too.Message}", too) { RetryAfter = too.RetryAfter };
        }
    }

    private Task SendOverAsync(Channel channel, Notification notification, CancellationToken cancellationToken) =>
        breaker.RunAsync(channel, () => _senders[channel.Type].SendAsync(channel, notification, cancellationToken), cancellationToken);

    private async Task<Channel?> FallbackOfAsync(Channel channel, CancellationToken cancellationToken) =>
        await users.FindAsync(channel.UserId, cancellationToken) is { } user
            ? (await channels.ListAsync(user, cancellationToken)).FirstOrDefault(other => other.Enabled && other.FallbackFor == channel.Id)
            : null;
}
