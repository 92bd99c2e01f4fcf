namespace SubTracker.Upstash;

/// <summary>Thrown by a step (or by the body) to fail the run at once: trying again would not help.</summary>
public class WorkflowNonRetryableException : Exception
{
    /// <inheritdoc/>
    public WorkflowNonRetryableException(string message) : base(message)
    {
    }

    /// <inheritdoc/>
    public WorkflowNonRetryableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
