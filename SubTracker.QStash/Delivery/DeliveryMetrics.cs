using System.Diagnostics;
using System.Diagnostics.Metrics;
using SubTracker.QStash.Messages;

namespace SubTracker.QStash.Delivery;

internal sealed class DeliveryMetrics
{
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _lag;

    public DeliveryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("SubTracker.QStash");
        _attempts = meter.CreateCounter<long>("qstash.deliveries", description: "Attempts to deliver, by what came of them");
        _lag = meter.CreateHistogram<double>("qstash.delivery.lag", "s", "From due to sent");
    }

    public void Sent(Message message, long now) => _lag.Record((now - message.Due) / 1000.0);

    public void Ended(MessageState state) => _attempts.Add(1, new TagList { { "outcome", state is MessageState.Waiting ? "Retried" : state.ToString() } });
}
