namespace SubTracker.Upstash;

/// <summary>The code of a step has thrown.</summary>
internal sealed class StepFailedException(string stepName, Exception cause) : Exception(cause.Message, cause)
{
    public string StepName => stepName;
}
