using System.ComponentModel.DataAnnotations;

namespace SubTracker.Contracts.Notifications;

public enum ChannelType { Email, Webhook, Ntfy, Telegram, Discord, Slack, Gotify, Pushover, Matrix }

/// <summary>A way to reach its owner, as they write it: body of create; a change is a merge patch of it.</summary>
/// <param name="Settings">What the type asks for, see <see cref="ChannelFields"/>. Its secrets are written and never read back.</param>
/// <param name="FallbackFor">The id of the channel that this one stands in for; on its own it is then not used.</param>
public sealed record ChannelRequest(
    ChannelType Type,
    [property: StringLength(100, MinimumLength = 1, ErrorMessage = "The name has 1 to 100 characters.")] string Name,
    IReadOnlyDictionary<string, string?> Settings,
    bool Enabled = true,
    string? FallbackFor = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(Name))
            yield return new("The name has 1 to 100 characters.", [nameof(Name)]);
        foreach (var (field, message) in ChannelFields.Errors(Type, Settings))
            yield return new(message, [$"{nameof(Settings)}.{field}"]);
    }
}

/// <param name="Id"><c>email</c> for the one that everybody has from the start, to their own address.</param>
/// <param name="Settings">Without the secrets.</param>
/// <param name="SecretsSet">The names of the secrets that are set.</param>
/// <param name="BuiltIn">It can be switched off, and not be deleted.</param>
/// <param name="Failures">How often in a row it has failed.</param>
/// <param name="NextTryAt">When a paused channel is tried next.</param>
public sealed record ChannelResponse(
    string Id, ChannelType Type, string Name, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<string> SecretsSet,
    bool Enabled, string? FallbackFor, bool BuiltIn,
    ChannelState State, int Failures, string? LastError, DateTimeOffset? LastFailedAt, DateTimeOffset? NextTryAt,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>Off by its owner; working; failing but still tried with every message; paused after failing repeatedly.</summary>
public enum ChannelState { Off, Working, Failing, Paused }

/// <param name="Detail">Where the test message went.</param>
public sealed record ChannelTestResponse(string Detail);

/// <summary>What a type of channel asks for.</summary>
public sealed record ChannelTypeResponse(ChannelType Type, IReadOnlyList<ChannelField> Fields);
