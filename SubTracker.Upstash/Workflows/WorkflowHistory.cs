using System.Text;
using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>What a delivery says of its run so far.</summary>
/// <param name="Payload">The initial payload.</param>
/// <param name="Steps">Plans and steps, oldest first, each once.</param>
/// <param name="EndsWithDuplicate">Whether the delivery is of a step that the run has already.</param>
internal sealed record WorkflowHistory(string Payload, IReadOnlyList<StepRecord> Steps, bool EndsWithDuplicate)
{
    /// <exception cref="JsonException">The body is no list of entries.</exception>
    /// <exception cref="FormatException">An entry is not base64.</exception>
    public static WorkflowHistory Parse(ReadOnlySpan<byte> body) =>
        Of(JsonSerializer.Deserialize<WorkflowEntry[]>(body, UpstashJson.Wire) ?? []);

    public static WorkflowHistory Of(IReadOnlyList<WorkflowEntry> entries)
    {
        if (entries.Count == 0)
            return new WorkflowHistory("", [], false);
        var steps = entries.Skip(1).Where(entry => entry.CallType is null or "step").Select(entry => entry.Step()).ToArray();
        var distinct = steps.DistinctBy(step => (step.Position, step.IsPlan)).ToArray();
        var last = steps.LastOrDefault();
        return new WorkflowHistory(
            entries[0].Text(), distinct, last is not null && !ReferenceEquals(last, distinct[^1]));
    }
}

/// <summary>One message of a run.</summary>
/// <param name="Body">Base64: of the payload in the first entry, of a step in the others.</param>
internal sealed record WorkflowEntry(string? MessageId, string? Body, string? CallType)
{
    public string Text() => Encoding.UTF8.GetString(Convert.FromBase64String(Body ?? ""));

    public StepRecord Step() => JsonSerializer.Deserialize<StepRecord>(Convert.FromBase64String(Body ?? ""), UpstashJson.Wire)
        ?? throw new JsonException("A step is null.");
}
