using Microsoft.AspNetCore.Http;

namespace SubTracker.Upstash;

/// <summary>The run that a delivery belongs to, as its headers tell.</summary>
internal sealed record RunInfo(string Id, string Url, DateTimeOffset CreatedAt, IHeaderDictionary Headers, IWorkflowSurroundings Surroundings)
{
    public string? Label => Text("Upstash-Label");

    public int Retried => int.TryParse(Text("Upstash-Retried"), out var retried) ? retried : 0;

    /// <summary>How deep the run lies in runs that invoked it.</summary>
    public int InvokeCount => int.TryParse(Text("Upstash-Workflow-Invoke-Count"), out var count) ? count : 0;

    public string? MessageId => Text("Upstash-Message-Id");

    /// <summary>The run's id as its creator gave it.</summary>
    public string OwnId => Id.StartsWith("wfr_", StringComparison.Ordinal) ? Id["wfr_".Length..] : Id;

    private string? Text(string name) => Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    public static RunInfo From(IHeaderDictionary headers, string url, DateTimeOffset now, IWorkflowSurroundings surroundings) => new(
        headers["Upstash-Workflow-RunId"].ToString(),
        url,
        long.TryParse(headers["Upstash-Workflow-CreatedAt"].ToString(), out var created) ? DateTimeOffset.FromUnixTimeMilliseconds(created) : now,
        headers,
        surroundings);
}
