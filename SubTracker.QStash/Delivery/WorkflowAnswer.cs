using System.Globalization;
using SubTracker.QStash.Messages;

namespace SubTracker.QStash.Delivery;

/// <summary>A run's endpoint shows by headers that it is one: a yes from anything else fails the run.</summary>
internal static class WorkflowAnswer
{
    private const string NotAWorkflow =
        "detected a non-workflow destination for trigger/invoke. make sure you are sending the request to the correct endpoint";

    private const string TooOld = "trigger rest api is only usable with sdk versions after v1.0.0 major version";

    public static string? Fault(Message message, Answer answer)
    {
        if (!answer.IsSuccess || message.Kind is not MessageKind.Step
            || message.Header["upstash-feature-set"]?.Contains("WF_DetectTrigger", StringComparison.Ordinal) != true)
            return null;
        if (!answer.Header.Contains("Upstash-Workflow-Sdk-Version"))
            return NotAWorkflow;
        var isFromRest = message.Header.Contains("upstash-forward-upstash-workflow-unknown-sdk");
        return isFromRest && !IsRecent(answer.Header["Upstash-workflow-sdk"]) ? TooOld : null;
    }

    private static bool IsRecent(string? version) =>
        version is not null && int.TryParse(version.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture, out var major) && major >= 1;
}
