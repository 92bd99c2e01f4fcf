using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications;

/// <summary>Sends over one type of channel; somebody else's service lies behind it.</summary>
internal interface IChannelSender
{
    ChannelType Type { get; }

    /// <summary>Returns when the service has taken the message over.</summary>
    /// <exception cref="ChannelException">It has not, or nobody knows; the same message may be sent again under its id.</exception>
    Task SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken);
}
