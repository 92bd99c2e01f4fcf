using System.Diagnostics.Metrics;

namespace SubTracker.Tests.QStash;

public sealed class MetricsTests : ServerTest
{
    [Fact]
    public async Task What_was_accepted_what_waits_and_what_was_given_up_is_counted()
    {
        Endpoint.Answers(new EndpointAnswer(500), EndpointAnswer.Ok);
        Dictionary<string, double> measured = [];
        using var listener = new MeterListener
        {
            // Servers of other tests are in this process too.
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, Server.Meters) && instrument.Meter.Name == "SubTracker.QStash")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, tags, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Count(instrument, tags, value));
        listener.Start();
        await Server.PublishAsync(Endpoint.Url, ("Upstash-Retries", "0"));
        await Server.DeliverAsync();
        await Server.PublishAsync(Endpoint.Url);
        await Server.DeliverAsync();
        await Server.PublishAsync(Endpoint.Url, ("Upstash-Delay", "1d"));
        listener.RecordObservableInstruments();

        Assert.Equal((3, 1, 1), (measured["qstash.accepted"], measured["qstash.waiting"], measured["qstash.dead_letters"]));
        Assert.Equal((1, 1), (measured["qstash.deliveries Failed"], measured["qstash.deliveries Delivered"]));
        Assert.Equal(0, measured["qstash.delivery.lag"]);

        void Count(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags, double value)
        {
            var name = tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}";
            lock (measured)
                measured[name] = measured.GetValueOrDefault(name) + value;
        }
    }
}
