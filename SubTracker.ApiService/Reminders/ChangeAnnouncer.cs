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
        var now = clock.GetUtcNow();
        var events = Events(before, after, owner.Today);
        var noted = (from channel in webhooks from happened in events select Announcement.Of(after.UserId, channel.Id, happened, after.Id, after.Version, now)).ToList();
        if (noted.Count > 0)
            await announcements.AddAsync(noted, cancellationToken);
    }

    private static IEnumerable<string> Events(Subscription? before, Subscription after, DateOnly today)
    {
        yield return Event(before, after, today);
        if (before is not null && after.Rises().Except(before.Rises()).Any())
            yield return Announcement.PriceIncreased;
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
