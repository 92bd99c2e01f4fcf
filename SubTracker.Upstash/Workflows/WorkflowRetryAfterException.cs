namespace SubTracker.Upstash;

/// <summary>Thrown by a step to be tried again after a time of its own choice instead of the run's usual pause. Counts as an attempt.</summary>
/// <param name="retryAfter">The pause, from one second to one day; whole seconds, rounded up.</param>
/// <param name="message">Why.</param>
public class WorkflowRetryAfterException(TimeSpan retryAfter, string message) : Exception(message)
{
    /// <summary>The pause before the next attempt.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
