using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SubTracker.Benchmarks.Load;

namespace SubTracker.Benchmarks.Transfer;

/// <summary>One file of many rows: what its import takes, how much memory, and what taking it back takes.</summary>
internal static class ImportBenchmark
{
    private const int GoalSeconds = 60;
    private const int GoalMegabytes = 1_000;

    private static readonly string[] s_frequencies = ["monthly", "monthly", "monthly", "yearly", "quarterly", "half-yearly", "weekly"];
    private static readonly string[] s_currencies = ["EUR", "EUR", "USD", "GBP", "JPY"];

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        using var api = await MeasuredApi.StartAsync(cancellationToken);
        var file = File(arguments["rows"]);
        Report.Say($"{arguments["rows"]:n0} rows, {file.Length / 1e6:n1} MB");
        using var body = new ByteArrayContent(file);
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");

        var (took, worked, answer) = await MeasureAsync(api, () => api.Client.PostAsync("subscriptions/import?format=csv", body, cancellationToken), cancellationToken);
        if ((int)answer["data"]!["created"]! != arguments["rows"])
            throw new InvalidOperationException($"The import answered {answer["message"]}");
        Report.Judge(took < GoalSeconds, $"import: {took:n1} s, {worked:n1} s of work (goal: under {GoalSeconds})");
        Report.Judge(api.Server.PeakMegabytes < GoalMegabytes, $"memory: at most {api.Server.PeakMegabytes:n0} MB (goal: under {GoalMegabytes})");

        var import = (string)answer["data"]!["importId"]!;
        (took, worked, _) = await MeasureAsync(api, () => api.Client.DeleteAsync($"subscriptions/import/{import}", cancellationToken), cancellationToken);
        Report.Say($"undo: {took:n1} s, {worked:n1} s of work");
    }

    private static async Task<(double Seconds, double Worked, JsonNode Answer)> MeasureAsync(
        MeasuredApi api, Func<Task<HttpResponseMessage>> ask, CancellationToken cancellationToken)
    {
        api.Server.Process.Refresh();
        var (started, processor) = (Stopwatch.GetTimestamp(), api.Server.Process.TotalProcessorTime);
        using var response = await ask();
        var text = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken);
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        api.Server.Process.Refresh();
        return (took, (api.Server.Process.TotalProcessorTime - processor).TotalSeconds, JsonNode.Parse(text)!);
    }

    private static byte[] File(int rows)
    {
        var file = new StringBuilder("name,price,currency,frequency,startDate,category,tags\n");
        for (var number = 0; number < rows; number++)
        {
            var (currency, start) = (s_currencies[number % s_currencies.Length], new DateOnly(2023, 1, 1).AddDays(number * 7 % 1_000));
            file.Append(
                CultureInfo.InvariantCulture,
                $"Subscription {number},{number % 100},{currency},{s_frequencies[number % s_frequencies.Length]},{start:yyyy-MM-dd},category {number % 12},tag {number % 30}\n");
        }
        return Encoding.UTF8.GetBytes(file.ToString());
    }
}
