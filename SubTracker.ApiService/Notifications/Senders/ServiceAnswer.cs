using System.Text.Json;
using System.Text.Json.Nodes;
using SubTracker.ApiService.Notifications.Outgoing;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications.Senders;

/// <summary>What an answer of a service means for the message; a function of values.</summary>
internal static class ServiceAnswer
{
    private const int ExcerptLength = 200;
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <param name="advice">What the channel's owner can do where the service refuses for good.</param>
    /// <returns><c>null</c> where the service has taken the message over.</returns>
    public static ChannelException? Refusal(Channel channel, OutgoingAnswer answer, string advice) => (int)answer.Status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 => new($"The address leads on to {Elsewhere(answer)}. Enter the address where it ends.") { IsPermanent = true },
        429 => new($"{channel.Type} takes no more messages for now{Says(channel, answer)}") { RetryAfter = RetryAfter(answer) },
        // What is asked of it is wrong, and would be again; 408 and 425 are "not now".
        >= 400 and < 500 and not 408 and not 425 => new($"{channel.Type} refuses the message. {advice} It answered {(int)answer.Status}{Says(channel, answer)}")
        {
            IsPermanent = true,
        },
        var status => new($"{channel.Type} answered {status}{Says(channel, answer)}") { RetryAfter = RetryAfter(answer) },
    };

    // No more than scheme and host: what follows may be somebody's secret.
    private static string Elsewhere(OutgoingAnswer answer) =>
        answer.Location is { IsAbsoluteUri: true } location ? location.GetLeftPart(UriPartial.Authority) : "another path";

    private static string Says(Channel channel, OutgoingAnswer answer)
    {
        var text = new string([.. answer.Body.Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        foreach (var secret in ChannelFields.Of(channel.Type).Where(field => field.Secret).Select(field => channel.Setting(field.Name)))
            if (secret is { Length: > 0 })
                text = text.Replace(secret, "…", StringComparison.OrdinalIgnoreCase);
        return text.Length == 0 ? "." : $": {Wording.Cut(text, ExcerptLength)}";
    }

    private static TimeSpan? RetryAfter(OutgoingAnswer answer)
    {
        var told = answer.RetryAfter ?? Told(answer.Body);
        return told is null || told < TimeSpan.Zero ? null : told < s_longest ? told : s_longest;
    }

    /// <summary>Telegram and Discord tell seconds, Matrix milliseconds, in the body.</summary>
    private static TimeSpan? Told(string body)
    {
        try
        {
            if (JsonNode.Parse(body) is not JsonObject told)
                return null;
            if (told["retry_after_ms"]?.GetValueKind() == JsonValueKind.Number)
                return TimeSpan.FromMilliseconds(Math.Min(told["retry_after_ms"]!.GetValue<double>(), s_longest.TotalMilliseconds));
            var seconds = told["retry_after"] ?? (told["parameters"] as JsonObject)?["retry_after"];
            return seconds?.GetValueKind() == JsonValueKind.Number ? TimeSpan.FromSeconds(Math.Min(seconds.GetValue<double>(), s_longest.TotalSeconds)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
