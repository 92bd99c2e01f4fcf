using System.Diagnostics;
using SubTracker.ApiService.Notifications.Outgoing;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications;

/// <summary>The one way out: sends over a channel, or over its fall-back while it is paused or refuses for good.</summary>
internal sealed class Notifier(
    IEnumerable<IChannelSender> senders, IUserStore users, UserChannels channels, CircuitBreaker breaker, TimeProvider clock)
{
    private const int AtOncePerChannel = 2;
    private static readonly ActivitySource s_source = new("SubTracker.Notifications");

    private readonly Dictionary<ChannelType, IChannelSender> _senders = senders.ToDictionary(sender => sender.Type);
    private readonly Gate _gate = new(AtOncePerChannel, clock);

    /// <summary>The channel that has taken the message over: the one asked for, or its fall-back.</summary>
    /// <exception cref="ChannelException">None has, or nobody knows; the same message may be sent again under its id.</exception>
    public async Task<Channel> SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        try
        {
            await SendOverAsync(channel, notification, cancellationToken);
            return channel;
        }
        catch (ChannelException refused) when (refused.IsPermanent || refused.IsPaused)
        {
            if (await FallbackOfAsync(channel, cancellationToken) is not { } fallback)
                throw;
            await SendInsteadAsync(fallback, refused, notification, cancellationToken);
            return fallback;
        }
    }

    /// <summary>Sends whatever the channel's health is, and by no other way; success makes it well again.</summary>
    /// <exception cref="ChannelException">It has not taken the message over, or nobody knows.</exception>
    public async Task TestAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        using var visit = await _gate.EnterAsync($"{channel.UserId}/{channel.Id}", cancellationToken);
        await TracedAsync(channel, notification, cancellationToken);
        await breaker.RecoveredAsync(channel, cancellationToken);
    }

    /// <summary>Sends over this channel and by no other way.</summary>
    /// <exception cref="ChannelException">It has not taken the message over, or nobody knows.</exception>
    public async Task SendOverAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        using var visit = await _gate.EnterAsync($"{channel.UserId}/{channel.Id}", cancellationToken);
        await breaker.RunAsync(channel, () => TracedAsync(channel, notification, cancellationToken), cancellationToken);
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

    private async Task TracedAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
    {
        // Type and event only: an address may be a secret, and a message is its reader's.
        using var activity = s_source.StartActivity($"send {channel.Type}", ActivityKind.Client);
        activity?.SetTag("subtracker.channel.type", channel.Type.ToString()).SetTag("subtracker.event", notification.Event);
        try
        {
            await _senders[channel.Type].SendAsync(channel, notification, cancellationToken);
        }
        catch (Exception trouble)
        {
            activity?.SetStatus(ActivityStatusCode.Error, trouble.GetType().Name);
            throw;
        }
    }

    private async Task<Channel?> FallbackOfAsync(Channel channel, CancellationToken cancellationToken) =>
        await users.FindAsync(channel.UserId, cancellationToken) is { } user
            ? (await channels.ListAsync(user, cancellationToken)).FirstOrDefault(other => other.Enabled && other.FallbackFor == channel.Id)
            : null;
}
