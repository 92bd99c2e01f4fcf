namespace SubTracker.Upstash;

/// <summary>A workflow does what a workflow cannot do, or its code no longer fits the steps that its run has done. The message says what to do.</summary>
public class WorkflowException : Exception
{
    /// <inheritdoc/>
    public WorkflowException(string message) : base(message)
    {
    }

    /// <inheritdoc/>
    public WorkflowException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
