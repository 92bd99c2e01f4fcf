using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Reminders;

/// <summary>One moment to remind of a renewal, or of what else there is to say on the way to it.</summary>
/// <param name="DaysBefore">Days before the occurrence; negative behind it. What a trial's last hours say is 0 days before.</param>
/// <param name="Kind">Runs in flight from before there were kinds have none: they speak of renewals.</param>
/// <param name="Occurrence">The day it speaks of; <c>null</c> where that is the renewal itself.</param>
internal sealed record Moment(
    int DaysBefore, DateTimeOffset DueAt,
    [property: JsonConverter(typeof(JsonStringEnumConverter<ReminderKind>))] ReminderKind Kind = ReminderKind.Renewal, DateOnly? Occurrence = null)
{
    /// <summary>What its steps are called, unique in a run: as they were called before there were kinds, where it speaks of the renewal.</summary>
    [JsonIgnore]
    public string Name => (Kind, Occurrence) == (ReminderKind.Renewal, null)
        ? string.Create(CultureInfo.InvariantCulture, $"{DaysBefore} days before")
        : string.Create(CultureInfo.InvariantCulture, $"{JsonNamingPolicy.KebabCaseLower.ConvertName(Kind.ToString())} {Occurrence:yyyy-MM-dd} {DaysBefore} days before");

    /// <summary>Said earlier, the other would only have been repeated by this one.</summary>
    public bool Repeats(Moment other) => (Kind, Occurrence) == (other.Kind, other.Occurrence) && DueAt > other.DueAt;
}
