using System.Diagnostics;
using System.Diagnostics.Metrics;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Delivery;

internal sealed class DeliveryMetrics
{
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _lag;

    public DeliveryMetrics(IMeterFactory meters, Readers readers)
    {
        var meter = meters.Create("SubTracker.QStash");
        _attempts = meter.CreateCounter<long>("qstash.deliveries", description: "Attempts to deliver, by what came of them");
        _lag = meter.CreateHistogram<double>("qstash.delivery.lag", "s", "From due to sent");
        long Count(string question) => readers.Read(database => database.Number(question)) ?? 0;
        meter.CreateObservableCounter("qstash.accepted", () => Count("SELECT seq FROM sqlite_sequence WHERE name = 'messages'"),
            description: "Messages accepted since the file was made");
        meter.CreateObservableGauge("qstash.waiting", () => Count("SELECT COUNT(*) FROM messages WHERE state = 0"), description: "Messages that wait for their time");
        meter.CreateObservableGauge("qstash.dead_letters", () => Count("SELECT COUNT(*) FROM dead_letters"), description: "Messages and runs that were given up");
    }

    public void Sent(Message message, long now) => _lag.Record((now - message.Due) / 1000.0);

    public void Ended(MessageState state) => _attempts.Add(1, new TagList { { "outcome", state is MessageState.Waiting ? "Retried" : state.ToString() } });
}
