namespace SubTracker.Upstash;

/// <summary>A workflow does what a workflow cannot do, or its code no longer fits the steps that its run has done. The message says what to do.</summary>
public class WorkflowException : Exception
{
    /// <summary>The code starts other steps than its run has done.</summary>
    internal bool IsMismatch { get; init; }

    /// <inheritdoc/>
    public WorkflowException(string message) : base(message)
    {
    }

    /// <inheritdoc/>
    public WorkflowException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
