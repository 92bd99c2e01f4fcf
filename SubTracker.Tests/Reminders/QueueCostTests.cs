using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Reminders;

/// <summary>What a reminder costs at Upstash, which counts messages: by the counters of the local QStash.</summary>
public sealed class QueueCostTests
{
    [Fact]
    public async Task A_reminder_costs_at_most_two_messages()
    {
        await using var system = await TestSystem.StartAsync();
        long messages = 0;
        using var listener = new MeterListener
        {
            // Queues of other tests are in this process too.
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, system.QueueServices.GetRequiredService<IMeterFactory>()) && instrument.Name == "qstash.deliveries")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref messages, count));
        listener.Start();
        using (var client = await system.SignUpAsync())
            await (await client.PostJsonAsync("/api/v1/subscriptions", """
                { "name": "Netflix", "price": 15.99, "currency": "EUR", "frequency": "monthly", "renewalDate": "2026-03-20", "reminders": { "daysBefore": [7, 5, 2, 1] } }
                """)).DataAsync<CreatedSubscription>();

        await system.AdvanceAsync(TimeSpan.FromDays(365));

        var reminders = system.Mail.Messages.Count;
        TestContext.Current.TestOutputHelper?.WriteLine($"{messages} messages for {reminders} reminders");
        Assert.Equal(48, reminders);
        Assert.InRange((double)messages / reminders, 1, 2);
    }
}
