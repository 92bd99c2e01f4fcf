namespace SubTracker.Upstash;

/// <summary>How an invoked run has ended.</summary>
/// <param name="IsFailed">Whether it has failed for good.</param>
/// <param name="IsCanceled">Whether it was cancelled.</param>
/// <param name="Result">What it returned; the default where it failed, was cancelled or returns nothing.</param>
/// <typeparam name="T">The child's result, read from its JSON.</typeparam>
public sealed record InvokedRun<T>(bool IsFailed, bool IsCanceled, T? Result);
