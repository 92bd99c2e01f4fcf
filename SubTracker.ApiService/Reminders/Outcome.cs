using System.Text.Json.Serialization;

namespace SubTracker.ApiService.Reminders;

/// <summary>What became of one reminder; the result of a step, so its names are kept once runs are in flight.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
internal enum Outcome
{
    Sent,

    /// <summary>Sent before, by this run or another.</summary>
    AlreadySent,

    /// <summary>Put aside, to be told together with what else is due on that day.</summary>
    Gathered,

    /// <summary>No longer of use, and recorded with the reason.</summary>
    Skipped,

    /// <summary>The channel refused; the reconciler tries again.</summary>
    Failed,

    /// <summary>The subscription has moved on; the run ends.</summary>
    Superseded,
}
