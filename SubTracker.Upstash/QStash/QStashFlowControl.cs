
namespace SubTracker.Upstash;

/// <summary>Limits that messages share.</summary>
public sealed class QStashFlowControl
{
    private readonly QStashHttp _qstash;

    internal QStashFlowControl(QStashHttp qstash) => _qstash = qstash;

    /// <summary>How a limit stands.</summary>
    /// <exception cref="UpstashException">QStash refused it; 404 where the key is unknown.</exception>
    public Task<FlowControlState> GetAsync(string key, CancellationToken cancellationToken) =>
        _qstash.SendAsync<FlowControlState>(HttpMethod.Get, PathOf(key), null, cancellationToken);

    /// <summary>Lets every message of a key wait.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task PauseAsync(string key, CancellationToken cancellationToken) => PostAsync(key, "pause", cancellationToken);

    /// <summary>Lets the messages of a key go on.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task ResumeAsync(string key, CancellationToken cancellationToken) => PostAsync(key, "resume", cancellationToken);

    /// <summary>Begins a new period of a key's rate.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task ResetRateAsync(string key, CancellationToken cancellationToken) => PostAsync(key, "resetRate", cancellationToken);

    /// <summary>Fixes a key's limits, whatever its messages say.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task PinAsync(FlowControl flowControl, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(flowControl);
        var limits = new Query { { "parallelism", flowControl.Parallelism }, { "rate", flowControl.Rate }, { "period", (int?)flowControl.Period?.TotalSeconds } };
        return PostAsync(flowControl.Key, $"pin{limits}", cancellationToken);
    }

    /// <summary>Lets a key's messages say their limits again.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task UnpinAsync(string key, CancellationToken cancellationToken) => PostAsync(key, "unpin?parallelism=true&rate=true", cancellationToken);

    private Task<string> PostAsync(string key, string what, CancellationToken cancellationToken) =>
        _qstash.SendAsync(HttpMethod.Post, $"{PathOf(key)}/{what}", null, cancellationToken);

    private static string PathOf(string key) => $"/v2/flowControl/{Uri.EscapeDataString(key)}";
}

/// <summary>How a limit stands.</summary>
public sealed record FlowControlState
{
    /// <summary>Its key.</summary>
    public string? FlowControlKey { get; init; }

    /// <summary>How many messages wait for it.</summary>
    public int? WaitListSize { get; init; }

    /// <summary>How many deliveries may be under way at a time.</summary>
    public int? ParallelismMax { get; init; }

    /// <summary>How many deliveries are under way.</summary>
    public int? ParallelismCount { get; init; }

    /// <summary>How many deliveries may begin within a period.</summary>
    public int? RateMax { get; init; }

    /// <summary>How many have begun in this period.</summary>
    public int? RateCount { get; init; }

    /// <summary>The period in seconds.</summary>
    public long? RatePeriod { get; init; }
}
