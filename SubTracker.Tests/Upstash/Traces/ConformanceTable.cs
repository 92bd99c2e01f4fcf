using System.Text;

namespace SubTracker.Tests.Upstash.Traces;

/// <summary>The table of scenarios in <c>docs/conformance.md</c>.</summary>
internal static class ConformanceTable
{
    private const string Begin = "<!-- traces: written by TraceTests -->";
    private const string End = "<!-- /traces -->";

    public static async Task<string> MakeAsync()
    {
        var table = new StringBuilder("\n| scenario | deliveries | requests | plays the same | otherwise on purpose |\n|---|---|---|---|---|\n");
        foreach (var scenario in Scenarios.All)
        {
            var trace = Trace.Read(scenario.Name);
            var differences = await TraceReplay.RunAsync(scenario);
            table.Append(null, $"| {scenario.Name} | {trace.Deliveries.Count} | {trace.Requests.Count(r => !scenario.IsLeftOut(r))} | ")
                .Append(null, $"{(differences.Count == 0 ? "yes" : "**no**")} | {scenario.Exception} |\n");
        }

        return table.Append('\n').ToString();
    }

    public static async Task<string> ReadAsync()
    {
        var text = await File.ReadAllTextAsync(Document, TestContext.Current.CancellationToken);
        return text[(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..text.IndexOf(End, StringComparison.Ordinal)];
    }

    public static async Task WriteAsync(string table)
    {
        var text = await File.ReadAllTextAsync(Document, TestContext.Current.CancellationToken);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Document, text[..begin] + table + text[end..], TestContext.Current.CancellationToken);
    }

    private static string Document
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SubTracker.sln")))
                folder = folder.Parent;
            return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository."), "docs", "conformance.md");
        }
    }
}
