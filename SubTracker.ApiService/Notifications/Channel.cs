using System.Text.Json.Serialization;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications;

/// <summary>A way to reach a user, as it is stored. Its id is unique among its user's channels.</summary>
internal sealed record Channel
{
    /// <summary>The id of the channel that everybody has from the start.</summary>
    public const string BuiltInId = "email";

    public required string Id { get; init; }
    public required string UserId { get; init; }
    public required ChannelType Type { get; init; }
    public required string Name { get; init; }

    /// <summary>By the names of <see cref="ChannelFields"/>, secrets included: never logged, never answered.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>The channel that this one stands in for.</summary>
    public string? FallbackFor { get; init; }

    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How it has fared lately; lives beside the document, since sending writes it and its owner does not.</summary>
    [JsonIgnore]
    public ChannelHealth Health { get; init; } = ChannelHealth.Good;

    [JsonIgnore]
    public bool IsBuiltIn => Id == BuiltInId;

    /// <summary>A user's mail to their own address. It is stored once its owner or its health has changed; version 0 is not stored.</summary>
    public static Channel BuiltIn(User user) => new()
    {
        Id = BuiltInId,
        UserId = user.Id,
        Type = ChannelType.Email,
        Name = "E-mail",
        Settings = new Dictionary<string, string> { ["address"] = user.Email },
        Version = 0,
        CreatedAt = user.CreatedAt,
        UpdatedAt = user.CreatedAt,
    };

    /// <summary>What is set, or the default of its type.</summary>
    public string? Setting(string name) =>
        Settings.GetValueOrDefault(name) ?? ChannelFields.Of(Type).FirstOrDefault(field => field.Name == name)?.Default;

    /// <summary>A setting that its type requires. A secret is missing where the key that it was sealed with is lost.</summary>
    public string Required(string name) => Setting(name) ?? throw new ChannelException(
        $"What is stored of this channel's {name} cannot be read any more. Enter it again.")
    { IsPermanent = true };

    public ChannelRequest ToRequest() => new(Type, Name, Settings.ToDictionary(s => s.Key, s => (string?)s.Value), Enabled, FallbackFor);

    public ChannelResponse ToResponse(DateTimeOffset now)
    {
        var secrets = ChannelFields.Of(Type).Where(field => field.Secret).Select(field => field.Name).ToHashSet();
        return new(
            Id, Type, Name,
            Settings.Where(s => !secrets.Contains(s.Key)).ToDictionary(),
            [.. Settings.Keys.Where(secrets.Contains).Order()],
            Enabled, FallbackFor, IsBuiltIn,
            Enabled ? Health.State(now) : ChannelState.Off, Health.Failures, Health.LastError, Health.LastFailedAt,
            Health.PausedUntil > now ? Health.PausedUntil : null,
            CreatedAt, UpdatedAt);
    }
}
