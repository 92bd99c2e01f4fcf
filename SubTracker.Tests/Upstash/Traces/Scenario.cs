namespace SubTracker.Tests.Upstash.Traces;

/// <summary>What a scenario needs beside its recording: what its client called, and where we differ on purpose.</summary>
internal sealed record Scenario(string Name, Func<WorkflowHost, Task> Client)
{
    /// <summary>Why some of it is otherwise than recorded.</summary>
    public string? Exception { get; init; }

    /// <summary>A recorded request that nobody is to make.</summary>
    public Func<Exchange, bool> IsLeftOut { get; init; } = _ => false;

    /// <summary>Whether a request was the client's and not the endpoint's.</summary>
    public Func<Exchange, bool> IsClients { get; init; } = exchange => exchange.During.Count == 0;

    /// <summary>The delivery during which the endpoint made a request.</summary>
    public Func<Exchange, int> Delivery { get; init; } = exchange => exchange.During[0];

    /// <summary>Answers to requests that were not recorded: method and path to body.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();

    /// <summary>The moment at which the recorded signatures are sent as they are; otherwise each delivery is signed anew.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>The status that we answer instead of the recorded one.</summary>
    public IReadOnlyDictionary<int, int> OwnStatus { get; init; } = new Dictionary<int, int>();
}
