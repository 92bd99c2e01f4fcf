namespace SubTracker.Upstash;

/// <summary>Compares the steps of the code with those of the history. The texts are those of the official SDK.</summary>
internal static class StepMatch
{
    public static void Check(Step step, StepRecord record)
    {
        if (step.Name != record.StepName)
            throw Mismatch($"Incompatible step name. Expected '{step.Name}', got '{record.StepName}' from the request");
        if (step.Type != record.StepType)
            throw Mismatch($"Incompatible step type. Expected '{step.Type}', got '{record.StepType}' from the request");
    }

    /// <summary>A step that the code starts alone, but that was one of several.</summary>
    public static void CheckAlone(Step step, StepRecord record)
    {
        if (record.Concurrent > 1)
            throw Mismatch($"Incompatible number of parallel steps. Expected '{step.Name}' alone, got {record.Concurrent} from the request.");
    }

    public static void Check(List<Step> group, StepRecord[] results)
    {
        try
        {
            if (results.Length != group.Count)
                throw Mismatch($"Expected {group.Count} results, got {results.Length} from the request");
            for (var i = 0; i < group.Count; i++)
                Check(group[i], results[i]);
        }
        catch (WorkflowException e)
        {
            throw Mismatch(
                $"Incompatible steps detected in parallel execution: {e.Message}"
                + $"\n  > Step Names from the request: {Lines(results.Select(r => r.StepName))}"
                + $"\n    Step Types from the request: {Lines(results.Select(r => r.StepType))}"
                + $"\n  > Step Names expected: {Lines(group.Select(s => s.Name))}"
                + $"\n    Step Types expected: {Lines(group.Select(s => s.Type))}", e);
        }
    }

    public static void CheckCount(List<Step> group, StepRecord first, string state)
    {
        if (first.Concurrent != group.Count)
            throw Mismatch($"Incompatible number of parallel steps when call state was '{state}'. Expected {group.Count}, got {first.Concurrent} from the request.");
    }

    public static WorkflowException Strange(List<Step> group, StepRecord plan) =>
        Mismatch($"Incompatible steps detected in parallel execution: step {plan.Position} '{plan.StepName}' is none of {Lines(group.Select(s => s.Name))}.");

    private static string Lines(IEnumerable<string> names) => $"[{string.Join(", ", names)}]";

    private static WorkflowException Mismatch(string message, Exception? cause = null) => new(message, cause) { IsMismatch = true };
}
