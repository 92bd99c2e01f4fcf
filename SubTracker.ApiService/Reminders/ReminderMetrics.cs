using System.Diagnostics.Metrics;

namespace SubTracker.ApiService.Reminders;

/// <summary>What became of the reminders; the lag is the time from due to sent, in seconds.</summary>
internal sealed class ReminderMetrics(IMeterFactory meters)
{
    public const string MeterName = "SubTracker.Reminders";

    private readonly Histogram<double> _lag = meters.Create(MeterName).CreateHistogram<double>("subtracker.reminder.lag", "s", "From due to sent");
    private readonly Counter<long> _outcomes = meters.Create(MeterName).CreateCounter<long>("subtracker.reminder.outcomes", "{reminder}");

    public void Sent(TimeSpan lag)
    {
        _lag.Record(lag.TotalSeconds);
        _outcomes.Add(1, new KeyValuePair<string, object?>("outcome", "sent"));
    }

    public void Failed() => _outcomes.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));
}
