using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>A run that an event was for.</summary>
public sealed record NotifiedRun
{
    /// <summary>The waiting run's registration; <c>null</c> where the event is kept for a run that does not wait yet.</summary>
    public Waiter? Waiter { get; init; }

    /// <summary>Message that wakes the run.</summary>
    public string? MessageId { get; init; }

    /// <summary>Whether the run had been woken already.</summary>
    public bool Deduplicated { get; init; }

    /// <summary>Why the run could not be woken; empty where it could.</summary>
    public string? Error { get; init; }

    /// <summary>Id of the run, with its <c>wfr_</c>.</summary>
    public string? WorkflowRunId { get; init; }

    /// <summary>QStash answers with a list, or with one object where one run was named.</summary>
    internal static IReadOnlyList<NotifiedRun> Read(JsonElement answer) => answer.ValueKind == JsonValueKind.Array
        ? answer.Deserialize<NotifiedRun[]>(UpstashJson.Wire)!
        : [answer.Deserialize<NotifiedRun>(UpstashJson.Wire)!];
}

/// <summary>A run that waits for an event.</summary>
public sealed record Waiter
{
    /// <summary>Address of the waiting workflow.</summary>
    public string? Url { get; init; }

    /// <summary>When it stops waiting, in unix seconds.</summary>
    public long Deadline { get; init; }

    /// <summary>Headers of the message that will wake it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Headers { get; init; }

    /// <summary>Where the end of the time is told.</summary>
    public string? TimeoutUrl { get; init; }

    /// <summary>Headers of the message that tells it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? TimeoutHeaders { get; init; }
}
