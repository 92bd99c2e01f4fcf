using System.Globalization;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Notifications;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Reminders;

/// <summary>
/// Several reminders of one day in one message, for who wants them so. What is due is put aside for two minutes; then whoever is taken up
/// first gathers the others into a row of their own, whose members are written down before it is sent: so it is claimed, tried again and
/// sent once like any other. Who comes too late for one goes with the next, or alone.
/// </summary>
internal sealed class Digests(
    ILedgerStore store, ReminderLedger ledger, ReminderSender sender, SignedLinks links, ISubscriptionStore subscriptions, IUserStore users,
    UserChannels channels, ReminderMetrics metrics, TimeProvider clock)
{
    /// <summary>More than anybody reads in one message.</summary>
    private const int Most = 20;

    /// <summary>How many rows of one user are looked through for those that are put aside.</summary>
    private const int LookedThrough = 500;

    /// <summary>What is due at one moment is delivered within seconds.</summary>
    private static readonly TimeSpan s_gathering = TimeSpan.FromMinutes(2);

    /// <summary>Puts a reminder aside whose moment has come, where its owner wants it told together with others.</summary>
    /// <returns><c>false</c> where it is to be sent by itself.</returns>
    public async Task<bool> GatherAsync(LedgerRow row, Channel channel, User user, CancellationToken cancellationToken)
    {
        // A program reads each by itself.
        if (!user.Reminders.Digest || channel.Type == ChannelType.Webhook || !IsDueAtTheUsualTime(row, user))
            return false;
        var now = clock.GetUtcNow();
        return await ledger.GatherAsync(row, UserZone.Of(user.TimeZone).Today(now), now + s_gathering, cancellationToken);
    }

    /// <summary>Sends a reminder that was put aside together with the others of its day.</summary>
    /// <returns><c>false</c> where it is to be sent by itself: it was not put aside, or there are no others.</returns>
    public async Task<bool> TakeAlongAsync(LedgerRow row, CancellationToken cancellationToken)
    {
        if (!row.IsGathered)
            return false;
        var elsewhere = new HashSet<string>();
        for (var number = 1; ; number++)
        {
            var opened = LedgerRow.ForUser(
                row.UserId, ReminderKind.Digest, row.Digest!.Value, number.ToString(CultureInfo.InvariantCulture), row.Channel, row.ChannelName, clock.GetUtcNow());
            if (await store.FindAsync(opened.Id, cancellationToken) is not { } digest)
            {
                var together = await TogetherAsync(row, elsewhere, cancellationToken);
                if (together.Count < 2)
                    return false;
                digest = opened with { Members = [.. together.Select(member => member.Id)] };
                if (await store.AddAsync(digest, cancellationToken))
                    await SendAsync(digest, cancellationToken);
                digest = await store.FindAsync(digest.Id, cancellationToken) ?? digest;
            }
            if (digest.Members.Contains(row.Id))
                return await FollowAsync(row, digest, cancellationToken);
            elsewhere.UnionWith(digest.Members);
        }
    }

    /// <summary>Sends a digest: what of it is still of use.</summary>
    public async Task SendAsync(LedgerRow digest, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(digest.UserId, cancellationToken);
        var channel = user is null ? null : await channels.FindAsync(user, digest.Channel, cancellationToken);
        var members = await LeftAsync(digest, user, channel, cancellationToken);
        if (digest.WhyNotOver(channel) is { } reason)
        {
            await ledger.SkipAsync(digest, reason, cancellationToken);
            return;
        }
        if (members.Count == 0)
        {
            await ledger.SkipAsync(digest, "nothing of it is left to say", cancellationToken);
            return;
        }

        // What is told is what is written down: a row that is put aside once more is not taken for one that was told.
        string[] told = [.. members.Select(member => member.Row.Id)];
        digest = await ledger.ChangeAsync(
            digest, found => found.ComesAgain && !found.Members.SequenceEqual(told) ? found with { Members = told } : null, cancellationToken);
        await sender.SendAsync(
            digest, channel!,
            (claimed, late, now) => links.AddTo(ReminderMessage.Write(claimed, members, user!, late, now), members), cancellationToken);
        if (await store.FindAsync(digest.Id, CancellationToken.None) is { State: LedgerState.Sent } sent)
            foreach (var (row, _) in members)
                await MarkAsync(row, sent, CancellationToken.None);
    }

    /// <summary>What has become of a digest has become of its member, or will.</summary>
    private async Task<bool> FollowAsync(LedgerRow row, LedgerRow digest, CancellationToken cancellationToken)
    {
        if (digest.State == LedgerState.Sent)
        {
            await MarkAsync(row, digest, cancellationToken);
            return true;
        }
        if (digest.NextAttemptAt is not { } next)
            return false;
        await ledger.ChangeAsync(row, found => found.IsGathered ? found with { NextAttemptAt = next + s_gathering } : null, cancellationToken);
        return true;
    }

    private async Task MarkAsync(LedgerRow row, LedgerRow digest, CancellationToken cancellationToken)
    {
        var at = digest.SentAt!.Value;
        var told = false;
        await ledger.ChangeAsync(
            row,
            found => (told = found.IsGathered) ? found.Sent(at, ReminderSender.IsLate(found, at), "with the digest of the day") with { TraceId = digest.TraceId } : null,
            cancellationToken);
        if (told)
            metrics.Sent(row, at - row.DueAt);
    }

    /// <summary>The members that are still to be told, with what they speak of; the others are skipped with their reason.</summary>
    private async Task<IReadOnlyList<(LedgerRow Row, Subscription Subscription)>> LeftAsync(
        LedgerRow digest, User? user, Channel? channel, CancellationToken cancellationToken)
    {
        var left = new List<(LedgerRow Row, Subscription Subscription)>();
        foreach (var id in digest.Members)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } row || !(row.IsGathered || digest.Requested))
                continue;
            var subscription = await subscriptions.FindAsync(row.SubscriptionId, cancellationToken);
            if (subscription is not null && digest.Requested)
            {
                left.Add((row, subscription));
            }
            else if (row.WhyNot(subscription, user, channel, clock.GetUtcNow()) is { } reason)
            {
                await ledger.SkipAsync(row, reason, cancellationToken);
                metrics.Skipped(row);
            }
            else
            {
                left.Add((row, subscription!));
            }
        }
        return [.. left.OrderBy(member => member.Row.Occurrence).ThenBy(member => member.Subscription.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private async Task<IReadOnlyList<LedgerRow>> TogetherAsync(LedgerRow row, HashSet<string> elsewhere, CancellationToken cancellationToken)
    {
        var putOff = await store.ListAsync(
            new LedgerQuery(LookedThrough, States: [LedgerState.Snoozed], UserId: row.UserId, Channel: row.Channel), cancellationToken);
        return
        [
            .. putOff.Where(other => other.Digest == row.Digest && !elsewhere.Contains(other.Id))
                .OrderBy(other => other.Occurrence).ThenBy(other => other.Id, StringComparer.Ordinal).Take(Most),
        ];
    }

    private static bool IsDueAtTheUsualTime(LedgerRow row, User user)
    {
        var zone = UserZone.Of(user.TimeZone);
        return zone.At(zone.Today(row.DueAt), user.Reminders.TimeOfDay) == row.DueAt;
    }
}
