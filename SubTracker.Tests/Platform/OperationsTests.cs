using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Reminders;
using SubTracker.QStash.Delivery;

namespace SubTracker.Tests.Platform;

/// <summary>Dashboard and alerts ask for figures that somebody really writes.</summary>
public sealed partial class OperationsTests
{
    private static readonly Dictionary<string, string> s_units = new() { ["s"] = "_seconds", ["By"] = "_bytes" };

    [Fact]
    public void Every_figure_of_ours_in_dashboard_and_alerts_is_an_instrument_of_ours()
    {
        var ours = Instruments();
        var asked = Directory.GetFiles(Folder()).SelectMany(file => OurFigure().Matches(File.ReadAllText(file)).Select(match => match.Value)).Distinct().ToList();
        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(ours));
    }

    [Fact]
    public void The_dashboard_is_JSON_and_each_panel_says_what_it_shows()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), "grafana-dashboard.json")));
        Assert.All(
            dashboard.RootElement.GetProperty("panels").EnumerateArray(),
            panel => Assert.NotEmpty(panel.GetProperty("description").GetString()!));
    }

    /// <summary>Every instrument of API and QStash under the name that Prometheus has for it.</summary>
    private static HashSet<string> Instruments()
    {
        ConcurrentBag<Instrument> published = [];
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => published.Add(instrument) };
        listener.Start();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        _ = new ReminderMetrics(meters);
        // What it counts of the file is read only when somebody collects.
        _ = new DeliveryMetrics(meters, readers: null!);
        return [.. published.Where(i => i.Meter.Name.StartsWith("SubTracker.", StringComparison.Ordinal)).SelectMany(Names)];
    }

    private static IEnumerable<string> Names(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + s_units.GetValueOrDefault(instrument.Unit ?? "", "");
        var kind = instrument.GetType().GetGenericTypeDefinition();
        return kind == typeof(Counter<>) ? [name + "_total"] : kind == typeof(Histogram<>) ? [name + "_bucket", name + "_count", name + "_sum"] : [name];
    }

    private static string Folder([CallerFilePath] string thisFile = "")
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "docs", "operations"));
        Assert.SkipUnless(Directory.Exists(folder), "The sources are not where these tests were built.");
        return folder;
    }

    [GeneratedRegex(@"\b(subtracker|qstash)_[a-z_]+\b")]
    private static partial Regex OurFigure();
}
