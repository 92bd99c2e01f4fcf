namespace SubTracker.Upstash;

/// <summary>How waiting for an event has ended.</summary>
/// <param name="IsTimeout">Whether the time was over before the event came.</param>
/// <param name="Data">What the event came with; the default where it was none, or a timeout.</param>
/// <typeparam name="T">A <see cref="string"/> is the event's text, anything else is read from its JSON.</typeparam>
public sealed record WorkflowEvent<T>(bool IsTimeout, T? Data);
