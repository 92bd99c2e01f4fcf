using System.Text.Json;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts;

namespace SubTracker.ApiService.Reminders;

/// <summary>Keeps the promises to tell webhooks of changes: at least once, under the same Idempotency-Key, with what there is to say by then.</summary>
internal sealed partial class AnnouncementDelivery(
    IAnnouncementStore announcements, ISubscriptionStore subscriptions, IUserStore users, UserChannels channels, Notifier notifier, TimeProvider clock,
    ILogger<AnnouncementDelivery> logger)
{
    private const int Batch = 100;
    private const int AtOnce = 8;

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var due = await announcements.ListDueAsync(clock.GetUtcNow(), Batch, cancellationToken);
        await Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (announcement, token) => await TellAsync(announcement, token));
    }

    private async Task TellAsync(Announcement announcement, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ours = announcement.Claimed(now);
        if (!await announcements.ReplaceAsync(ours, announcement.Version, cancellationToken))
            return;
        var subscription = await subscriptions.FindAsync(announcement.SubscriptionId, cancellationToken);
        if (subscription is null || subscription.Version < announcement.SubscriptionVersion)
        {
            // Noted and not there: it is being written this very moment, or never was; or it has been deleted since.
            if (now - announcement.NotedAt > Announcement.WrittenWithin)
                await announcements.DeleteAsync(announcement.Id, cancellationToken);
            return;
        }
        var user = await users.FindAsync(announcement.UserId, cancellationToken);
        var channel = user is null ? null : await channels.FindAsync(user, announcement.ChannelId, cancellationToken);
        if (channel is { Enabled: true } && !await WasToldAsync(ours, channel, subscription, user!, cancellationToken))
            return;
        await announcements.DeleteAsync(announcement.Id, CancellationToken.None);
    }

    private async Task<bool> WasToldAsync(Announcement ours, Channel channel, Subscription subscription, User user, CancellationToken cancellationToken)
    {
        try
        {
            await notifier.SendOverAsync(channel, Message(ours, subscription, user), cancellationToken);
            return true;
        }
        catch (ChannelException refused)
        {
            var now = clock.GetUtcNow();
            if (now - ours.NotedAt > Announcement.OfUseFor)
            {
                LogGivenUp(refused, ours.Id, ours.Attempts);
                return true;
            }
            await announcements.ReplaceAsync(ours.Failed(refused, now), ours.Version, cancellationToken);
            return false;
        }
    }

    private Notification Message(Announcement announcement, Subscription subscription, User user)
    {
        var today = UserZone.Of(user.TimeZone).Today(clock.GetUtcNow());
        var word = announcement.Event[(announcement.Event.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var what = announcement.Event == Announcement.PriceIncreased ? $"The price of {subscription.Name}" : subscription.Name;
        return new(announcement.Id, user.Id, announcement.Event, $"{what} was {word}", [], announcement.NotedAt)
        {
            Data = JsonSerializer.SerializeToNode(subscription.ToResponse(user, today), ContractJson.Options)!.AsObject(),
        };
    }

    [LoggerMessage(LogLevel.Warning, "Announcement {Announcement} is given up after {Attempts} attempts")]
    private partial void LogGivenUp(Exception refused, string announcement, int attempts);
}
