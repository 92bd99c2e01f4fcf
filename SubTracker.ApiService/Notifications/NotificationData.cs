using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Notifications;

/// <summary>With the account its channels go, what their webhooks were still to be told, and its outbox.</summary>
internal sealed class NotificationData(IChannelStore channels, IAnnouncementStore announcements, IOutboxStore outbox) : IUserData
{
    public async Task DeleteAsync(string userId, CancellationToken cancellationToken)
    {
        await channels.DeleteAllAsync(userId, cancellationToken);
        await announcements.DeleteAllAsync(userId, cancellationToken);
        await outbox.DeleteAllAsync(userId, cancellationToken);
    }
}
