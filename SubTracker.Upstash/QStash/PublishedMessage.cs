using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>A message that QStash has accepted.</summary>
public sealed record PublishedMessage
{
    /// <summary>Id of the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>Where it goes, if QStash says so.</summary>
    public string? Url { get; init; }

    /// <summary>Whether QStash has it already and delivers it once only.</summary>
    public bool Deduplicated { get; init; }

    /// <summary>Why a message of a batch was refused; <c>null</c> where it was not.</summary>
    public string? Error { get; init; }

    /// <summary>One object, or one for each address of a group; the destinations of a batch may be both.</summary>
    internal static IReadOnlyList<PublishedMessage> Read(JsonElement answer) => answer.ValueKind == JsonValueKind.Array
        ? [.. answer.EnumerateArray().SelectMany(Read)]
        : [answer.Deserialize<PublishedMessage>(UpstashJson.Wire)!];
}
