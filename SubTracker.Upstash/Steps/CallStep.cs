using System.Text;
using System.Text.Json;

namespace SubTracker.Upstash;

internal sealed class CallStep(string name, WorkflowCall call) : Step<WorkflowCallResult>(name, "Call")
{
    public override Task<Submission> ExecuteAsync(PlannedStep slot, CancellationToken cancellationToken) =>
        System.Threading.Tasks.Task.FromResult<Submission>(new CallOut(slot.Record, call));

    protected override WorkflowCallResult Read(StepRecord record)
    {
        var answer = JsonSerializer.Deserialize<CallAnswer>(record.Out ?? "{}", UpstashJson.Wire)!;
        return new WorkflowCallResult(answer.Status, answer.Header ?? HeaderMap.Empty, CallAnswer.FromLatin1(answer.Body));
    }
}

/// <summary>The result of a call as the history keeps it: each byte of the body is a character of its own.</summary>
internal sealed record CallAnswer(int Status, string? Body, IReadOnlyDictionary<string, IReadOnlyList<string>>? Header)
{
    public static string ToLatin1(byte[] body) => Encoding.Latin1.GetString(body);

    /// <summary>The text again; as it stands where it was never bytes.</summary>
    public static string FromLatin1(string? body) =>
        body is null ? "" : body.Any(c => c > 'ÿ') ? body : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body));
}

internal static class HeaderMap
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Empty { get; } = new Dictionary<string, IReadOnlyList<string>>();
}
