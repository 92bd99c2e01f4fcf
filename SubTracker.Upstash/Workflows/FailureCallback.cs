using System.Text;
using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>How QStash tells that a run has failed for good.</summary>
internal sealed record FailureCallback(
    int Status, IReadOnlyDictionary<string, IReadOnlyList<string>>? Header, string? Body, string? SourceBody, string? DlqId)
{
    public WorkflowFailure ToFailure(RunInfo run)
    {
        var answer = Encoding.UTF8.GetString(Convert.FromBase64String(Body ?? ""));
        var (message, stack) = Error(answer);
        return new WorkflowFailure(run.Id, run.Url, Status, message ?? answer, stack, Header ?? HeaderMap.Empty, DlqId);
    }

    /// <summary>Message and stack, where the answer was one of an SDK.</summary>
    private static (string? Message, string? Stack) Error(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return (Text(json.RootElement, "message"), Text(json.RootElement, "stack"));
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static string? Text(JsonElement error, string name) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty(name, out var text) ? text.ToString() : null;
}
