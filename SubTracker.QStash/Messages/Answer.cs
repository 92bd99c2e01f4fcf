using System.Text.Json;

namespace SubTracker.QStash.Messages;

/// <summary>What a destination answered; status 0 and an error where it did not.</summary>
internal sealed record Answer(int Status, Headers Header, byte[] Body, string? Error = null)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    public static Answer None(string error) => new(0, [], [], error);

    public static Answer? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<Answer>(json, Json.Options);
}
