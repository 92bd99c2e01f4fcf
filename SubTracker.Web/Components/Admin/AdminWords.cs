using System.Globalization;

namespace SubTracker.Web.Components.Admin;

/// <summary>How figures of the installation are said.</summary>
internal static class AdminWords
{
    public static IReadOnlyList<(string, string)> RunStates { get; } =
        [("", "All"), ("RUN_STARTED", "Under way"), ("RUN_SUCCESS", "Done"), ("RUN_FAILED", "Failed"), ("RUN_CANCELED", "Cancelled")];

    public static string RunState(string? state) => RunStates.FirstOrDefault(known => known.Item1 == state && state != "").Item2 ?? state ?? "Unknown";

    public static string Seconds(double? seconds) => seconds switch
    {
        null => "none",
        < 1 => $"{seconds.Value.ToString("0.00", CultureInfo.InvariantCulture)} s",
        < 120 => $"{seconds.Value.ToString("0.0", CultureInfo.InvariantCulture)} s",
        < 7200 => $"{seconds.Value / 60:0} min",
        _ => $"{seconds.Value / 3600:0} h",
    };
}
