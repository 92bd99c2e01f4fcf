using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Notifications;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Reminders;

/// <summary>Notes down whom to tell of a change; nothing is written for who has no webhook.</summary>
internal sealed class ChangeAnnouncer(IChannelStore channels, IAnnouncementStore announcements, TimeProvider clock) : IChangeListener
{
    public async Task ChangingAsync(Subscription? before, Subscription after, Owner owner, CancellationToken cancellationToken)
    {
        var webhooks = (await channels.ListAsync(after.UserId, cancellationToken)).Where(channel => channel is { Enabled: true, Type: ChannelType.Webhook });
        var (now, happened) = (clock.GetUtcNow(), Event(before, after, owner.Today));
        var noted = webhooks.Select(channel => Announcement.Of(after.UserId, channel.Id, happened, after.Id, after.Version, now)).ToList();
        if (noted.Count > 0)
            await announcements.AddAsync(noted, cancellationToken);
    }

    public static string Event(Subscription? before, Subscription after, DateOnly today)
    {
        if (before is null)
            return "subscription.created";
        if (before.Cancellation is null && after.Cancellation is not null)
            return "subscription.cancelled";
        // A renewal counts from the day that was paid; so does a trial that is converted, which is none.
        var renewed = after.Term.StartIsExact && after.Term.StartDate != before.Term.StartDate && before.Status(today) != SubscriptionStatus.Trial;
        return renewed ? "subscription.renewed" : "subscription.updated";
    }
}
