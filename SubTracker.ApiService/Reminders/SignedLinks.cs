using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Upstash;

namespace SubTracker.ApiService.Reminders;

internal enum LinkAct
{
    Acknowledge,
    Snooze,

    /// <summary>The owner has cancelled the subscription with its provider.</summary>
    Cancelled,

    /// <summary>No more messages over the channel that this one came by.</summary>
    Unsubscribe,
}

/// <summary>What a link of a message does. Who holds the message may do it, signed in or not, until it expires.</summary>
/// <param name="Round">Of the message: said once more, a reminder has new links.</param>
internal sealed record ReminderLink(LinkAct Act, string ReminderId, int Round, DateTimeOffset ExpiresAt)
{
    /// <summary>A second click would undo what was done in between: the subscription was resumed, the reminder was put off further.</summary>
    public bool IsForOneUse => Act is LinkAct.Cancelled or LinkAct.Snooze;

    public string UseKey => string.Create(CultureInfo.InvariantCulture, $"{Act}{Round}");
}

/// <summary>Signs links and reads them back: HMAC-SHA256 over all that a link says.</summary>
internal sealed class SignedLinks(IOptions<LinkOptions> options, IOptions<UpstashOptions> upstash, TimeProvider clock)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(60);

    // A mailbox may offer to unsubscribe for as long as it shows the message.
    private static readonly TimeSpan s_lifetimeToUnsubscribe = TimeSpan.FromDays(400);

    private readonly byte[] _key = Encoding.UTF8.GetBytes(options.Value.SigningKey ?? "");

    public Uri Of(LinkAct act, LedgerRow row)
    {
        var link = new ReminderLink(act, row.Id, row.Round, clock.GetUtcNow() + (act == LinkAct.Unsubscribe ? s_lifetimeToUnsubscribe : s_lifetime));
        var root = (options.Value.BaseUrl ?? upstash.Value.WorkflowUrl).AbsoluteUri.TrimEnd('/');
        return new($"{root}{LinkEndpoints.Path}/{Write(link)}");
    }

    /// <summary>The message with what can be done about it.</summary>
    public Notification AddTo(Notification message, LedgerRow row) => message with
    {
        Links =
        [
            new(LinkPage.Title(LinkAct.Acknowledge), Of(LinkAct.Acknowledge, row)),
            new(LinkPage.Title(LinkAct.Snooze), Of(LinkAct.Snooze, row)),
            .. row.Kind is ReminderKind.CancelledGuard ? Array.Empty<NotificationLink>() : [new(LinkPage.Title(LinkAct.Cancelled), Of(LinkAct.Cancelled, row))],
        ],
        Unsubscribe = Of(LinkAct.Unsubscribe, row),
    };

    /// <summary>A digest with what can be done about each of its members.</summary>
    public Notification AddTo(Notification message, IReadOnlyList<(LedgerRow Row, Subscription Subscription)> members) => message with
    {
        Links =
        [
            .. from member in members
               let name = MailBody.OneLine(member.Subscription.Name)
               from act in (LinkAct[])[LinkAct.Acknowledge, LinkAct.Cancelled]
               where act == LinkAct.Acknowledge || member.Row.Kind != ReminderKind.CancelledGuard
               select new NotificationLink($"{name}: {LinkPage.Title(act)}", Of(act, member.Row)),
        ],
        Unsubscribe = Of(LinkAct.Unsubscribe, members[0].Row),
    };

    public string Write(ReminderLink link)
    {
        var said = string.Create(
            CultureInfo.InvariantCulture, $"{(int)link.Act}.{link.Round}.{link.ExpiresAt.ToUnixTimeSeconds()}.{link.ReminderId}");
        return $"{said}.{Signature(said)}";
    }

    /// <summary>What a link says; <c>null</c> where it is not ours. Whether it has expired is for the caller to say.</summary>
    public ReminderLink? Read(string token)
    {
        var end = token.LastIndexOf('.');
        if (end < 0 || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(token[(end + 1)..]), Encoding.ASCII.GetBytes(Signature(token[..end]))))
            return null;
        var parts = token[..end].Split('.', 4);
        return new(
            (LinkAct)int.Parse(parts[0], CultureInfo.InvariantCulture), parts[3], int.Parse(parts[1], CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[2], CultureInfo.InvariantCulture)));
    }

    private string Signature(string said) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(said)));
}
