using System.Text.Json.Nodes;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Reminders;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Reminders;

/// <param name="Status">404 where it never was a link of ours, 410 where it was.</param>
internal sealed record LinkTrouble(int Status, string Text);

/// <summary>A link with all that it speaks of; or what is wrong with it.</summary>
internal sealed record OpenedLink(ReminderLink? Link, LedgerRow? Row, Subscription? Subscription, User? User, LinkTrouble? Trouble = null)
{
    public string Subject => $"{Name}, {Row!.Occurrence:yyyy-MM-dd}";

    /// <summary>What a budget says can only be switched off.</summary>
    private string Name => Subscription?.Name ?? "Budgets";

    public static OpenedLink Refused(int status, string text) => new(null, null, null, null, new(status, text));

    public LinkResponse ToResponse(bool isDone) => new(
        Link!.Act switch
        {
            LinkAct.Acknowledge => "acknowledge",
            LinkAct.Snooze => "snooze",
            LinkAct.Cancelled => "cancelled",
            _ => "unsubscribe",
        },
        Row!.Id, Name, Row.Occurrence, Link.ExpiresAt, isDone);
}

/// <summary>What the links of a message do.</summary>
internal sealed class LinkActs(
    SignedLinks links, ILedgerStore store, ReminderLedger ledger, ISubscriptionStore subscriptions, IUserStore users,
    ReminderActs acts, SubscriptionEditor editor, ChannelEditor channels, TimeProvider clock)
{
    public async Task<OpenedLink> OpenAsync(string token, CancellationToken cancellationToken)
    {
        if (links.Read(token) is not { } link)
            return OpenedLink.Refused(StatusCodes.Status404NotFound, "This is no link of a message of ours; copy it whole.");
        if (link.ExpiresAt <= clock.GetUtcNow())
            return OpenedLink.Refused(StatusCodes.Status410Gone, "The link has expired. Sign in to SubTracker to do what it did.");
        var row = await store.FindAsync(link.ReminderId, cancellationToken);
        var subscription = row is null ? null : await subscriptions.FindOwnedAsync(row.SubscriptionId, row.UserId, cancellationToken);
        var user = row is null ? null : await users.FindAsync(row.UserId, cancellationToken);
        if (row is null || user is null || (subscription is null && !(row.SubscriptionId.Length == 0 && link.Act == LinkAct.Unsubscribe)))
            return OpenedLink.Refused(StatusCodes.Status410Gone, "What it speaks of was deleted meanwhile.");
        return link.IsForOneUse && row.UsedLinks.Contains(link.UseKey)
            ? OpenedLink.Refused(StatusCodes.Status410Gone, "The link was used before. Sign in to SubTracker to do it again.")
            : new(link, row, subscription, user);
    }

    /// <summary>Does it, and tells in a sentence what was done.</summary>
    /// <param name="days">For how long a reminder is put off.</param>
    public async Task<string> DoAsync(OpenedLink opened, int days, CancellationToken cancellationToken)
    {
        var (link, row, subscription, user) = (opened.Link!, opened.Row!, opened.Subscription, opened.User!);
        var told = link.Act switch
        {
            LinkAct.Acknowledge => await AcknowledgeAsync(row, subscription!, cancellationToken),
            LinkAct.Snooze => await SnoozeAsync(row, subscription!, user, days, cancellationToken),
            LinkAct.Cancelled => await CancelAsync(subscription!, user, cancellationToken),
            _ => await UnsubscribeAsync(row, user, cancellationToken),
        };
        // Marked behind the act: who is interrupted in between clicks again, and what is done twice at once is done once.
        if (link.IsForOneUse)
            await ledger.ChangeAsync(row, found => found.UsedLinks.Contains(link.UseKey) ? null : found with { UsedLinks = [.. found.UsedLinks, link.UseKey] }, cancellationToken);
        return told;
    }

    private async Task<string> AcknowledgeAsync(LedgerRow row, Subscription subscription, CancellationToken cancellationToken)
    {
        await acts.AcknowledgeAsync(row, cancellationToken);
        return $"Nothing more is said about {subscription.Name} on {row.Occurrence:yyyy-MM-dd}.";
    }

    private async Task<string> SnoozeAsync(LedgerRow row, Subscription subscription, User user, int days, CancellationToken cancellationToken)
    {
        var zone = UserZone.Of(user.TimeZone);
        var until = zone.At(zone.Today(clock.GetUtcNow()).AddDays(days), ReminderRules.Of(subscription, user).TimeOfDay);
        if (acts.WhyNotUntil(row, until, user) is { } wrong)
            return wrong;
        return await acts.SayAgainAsync(row, until, requested: false, cancellationToken) is null
            ? "It is being sent right now. Try again in a minute."
            : $"{subscription.Name} is said again on {zone.LocalTime(until):yyyy-MM-dd} at {zone.LocalTime(until):HH:mm}.";
    }

    private async Task<string> CancelAsync(Subscription subscription, User user, CancellationToken cancellationToken)
    {
        var owner = new Owner(user, clock.GetUtcNow());
        var cancelled = await editor.ChangeAsync(
            subscription.Id, owner, before => before.Cancelled(CancelEffective.PeriodEnd, owner.Now, owner.Today), cancellationToken);
        return cancelled?.Cancellation is { } cancellation
            ? $"{subscription.Name} ends on {cancellation.EndsOn:yyyy-MM-dd}. On the day of its next charge you are asked whether money was taken all the same."
            : $"{subscription.Name} has ended already.";
    }

    private async Task<string> UnsubscribeAsync(LedgerRow row, User user, CancellationToken cancellationToken)
    {
        await channels.PatchAsync(row.Channel, new JsonObject { ["enabled"] = false }, user, cancellationToken);
        return $"No more reminders over {row.ChannelName}. Switch it on again in your settings.";
    }
}
