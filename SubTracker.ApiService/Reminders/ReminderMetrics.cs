using System.Diagnostics.Metrics;

namespace SubTracker.ApiService.Reminders;

/// <summary>What became of the reminders; the lag is the time from due to sent.</summary>
internal sealed class ReminderMetrics
{
    public const string MeterName = "SubTracker.Reminders";

    private readonly Counter<long> _planned;
    private readonly Counter<long> _outcomes;
    private readonly Histogram<double> _lag;
    private double _oldestOverdue;

    public ReminderMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _planned = meter.CreateCounter<long>("subtracker.reminder.planned", "{reminder}", "Handed to the queue");
        _outcomes = meter.CreateCounter<long>("subtracker.reminder.outcomes", "{reminder}", "Sent, failed or skipped");
        _lag = meter.CreateHistogram<double>("subtracker.reminder.lag", "s", "From due to sent");
        meter.CreateObservableGauge("subtracker.reminder.oldest_overdue", () => Volatile.Read(ref _oldestOverdue), "s", "How far the reminder that is furthest behind is behind its time");
    }

    public void Planned(int moments) => _planned.Add(moments);

    public void Sent(LedgerRow row, TimeSpan lag)
    {
        _lag.Record(lag.TotalSeconds);
        Count(row, "sent");
    }

    public void Failed(LedgerRow row) => Count(row, "failed");

    public void Skipped(LedgerRow row) => Count(row, "skipped");

    /// <summary>As the reconciler found it in its last round.</summary>
    public void OldestOverdue(TimeSpan behind) => Volatile.Write(ref _oldestOverdue, behind.TotalSeconds);

    private void Count(LedgerRow row, string outcome) => _outcomes.Add(
        1, new KeyValuePair<string, object?>("outcome", outcome), new KeyValuePair<string, object?>("kind", row.Kind.ToString()));
}
