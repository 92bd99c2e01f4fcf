using System.Text.Json;
using System.Text.Json.Serialization;

namespace SubTracker.Upstash;

/// <summary>A step as it stands in the history of its run.</summary>
internal sealed record StepRecord
{
    /// <summary>1, 2, 3 … in the order of the code; 0 in the plan of a parallel step.</summary>
    public int StepId { get; init; }

    public string StepName { get; init; } = "";

    public string StepType { get; init; } = "";

    /// <summary>The result as text; what is in it depends on the type.</summary>
    public string? Out { get; init; }

    /// <summary>How many steps were started together.</summary>
    public int Concurrent { get; init; } = 1;

    /// <summary>On a plan: the id of the step that its delivery is to execute.</summary>
    public int? TargetStep { get; init; }

    /// <summary>Seconds, or a text such as <c>3d</c>.</summary>
    public JsonElement? SleepFor { get; init; }

    /// <summary>Unix seconds.</summary>
    public double? SleepUntil { get; init; }

    public string? WaitEventId { get; init; }

    public string? Timeout { get; init; }

    public bool? WaitTimeout { get; init; }

    /// <summary>The step that this entry is about, as planned or as done.</summary>
    [JsonIgnore]
    public int Position => TargetStep is > 0 and var target ? target : StepId;

    [JsonIgnore]
    public bool IsPlan => TargetStep is > 0;
}
