namespace SubTracker.Contracts.Notifications;

using static ChannelFieldKind;

/// <summary>What each type of channel asks for: the one table behind validation, forms and documentation.</summary>
public static class ChannelFields
{
    private static readonly Dictionary<ChannelType, ChannelField[]> s_fields = new()
    {
        [ChannelType.Email] =
        [
            new("address", "E-mail address", "An address such as ada@example.org.", Email, Required: true),
        ],
        [ChannelType.Webhook] =
        [
            new("url", "Address", "An address that takes POST requests, such as https://example.org/hook.", Address, Required: true),
            new("secret", "Signing secret", "At least 16 characters that only you and the receiver know; every request is signed with it.",
                Required: true, Secret: true, Pattern: "^.{16,}$"),
        ],
        [ChannelType.Ntfy] =
        [
            new("server", "Server", "The address of the ntfy server, such as https://ntfy.sh.", Address, Default: "https://ntfy.sh"),
            new("topic", "Topic", "1 to 64 letters, digits, - and _. Who knows the topic can read it: choose one that nobody guesses.",
                Required: true, Pattern: "^[-_A-Za-z0-9]{1,64}$"),
            new("token", "Access token", "An access token of your ntfy account, for a protected topic.", Secret: true),
            new("priority", "Priority", "A number from 1 (min) to 5 (max); 3 is usual.", Number, Least: 1, Most: 5),
        ],
        [ChannelType.Telegram] =
        [
            new("token", "Bot token", "The token that @BotFather gave you, such as 123456:ABC-DEF…", Required: true, Secret: true,
                Pattern: @"^\d+:[-_A-Za-z0-9]{20,}$"),
            new("chatId", "Chat id", "The number of the chat, or @name of a public channel. Write to the bot first, or it may not write to you.",
                Required: true, Pattern: @"^(-?\d+|@\w{4,})$"),
        ],
        [ChannelType.Discord] =
        [
            new("url", "Webhook address", "In Discord: channel settings, Integrations, Webhooks, Copy Webhook URL. It looks like https://discord.com/api/webhooks/….",
                Address, Required: true, Secret: true, Pattern: @"/api/(v\d+/)?webhooks/\d+/[-_A-Za-z0-9]+$"),
        ],
        [ChannelType.Slack] =
        [
            new("url", "Webhook address", "The address of an incoming webhook, such as https://hooks.slack.com/services/…; Mattermost's works too.",
                Address, Required: true, Secret: true, Pattern: "^https?://[^/]+/.+"),
        ],
        [ChannelType.Gotify] =
        [
            new("server", "Server", "The address of your Gotify server, such as https://gotify.example.org.", Address, Required: true),
            new("token", "Application token", "In Gotify: Apps, Create application.", Required: true, Secret: true),
            new("priority", "Priority", "A number from 0 to 10; 5 is usual.", Number, Least: 0, Most: 10),
        ],
        [ChannelType.Pushover] =
        [
            new("token", "Application token", "The API token of your application at pushover.net: 30 letters and digits.", Required: true, Secret: true,
                Pattern: "^[A-Za-z0-9]{30}$"),
            new("user", "User key", "Your user or group key at pushover.net: 30 letters and digits.", Required: true, Secret: true,
                Pattern: "^[A-Za-z0-9]{30}$"),
            new("device", "Device", "The name of one device, 1 to 25 letters, digits, - and _; leave it out for all.", Pattern: "^[-_A-Za-z0-9]{1,25}$"),
        ],
        [ChannelType.Matrix] =
        [
            new("server", "Homeserver", "The address of your homeserver, such as https://matrix.org.", Address, Required: true),
            new("token", "Access token", "The access token of the account that writes.", Required: true, Secret: true),
            new("roomId", "Room id", "The internal id of the room, such as !abc:matrix.org; it is in the room's advanced settings.", Required: true, Pattern: @"^!\S+$"),
        ],
    };

    public static IReadOnlyList<ChannelField> Of(ChannelType type) => s_fields[type];

    /// <summary>What is wrong with settings, by field.</summary>
    public static IEnumerable<(string Field, string Message)> Errors(ChannelType type, IReadOnlyDictionary<string, string?> settings)
    {
        foreach (var field in Of(type))
            if (field.Error(settings.GetValueOrDefault(field.Name)) is { } message)
                yield return (field.Name, message);
        foreach (var name in settings.Keys.Where(name => Of(type).All(field => field.Name != name)))
            yield return (name, $"There is no such setting; there are {string.Join(", ", Of(type).Select(field => field.Name))}.");
    }
}
