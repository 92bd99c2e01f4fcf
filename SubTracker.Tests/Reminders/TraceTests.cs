using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Reminders;

/// <summary>One trace leads from the request that saved a subscription, through the queue, to the mail.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task The_mail_belongs_to_the_trace_of_the_request_that_added_the_subscription()
    {
        var spans = new List<Activity>();
        ActivityTraceId trace;
        await using (var system = await TestSystem.StartAsync(configure: services => services.ConfigureOpenTelemetryTracerProvider(
            tracing => tracing.AddInMemoryExporter(spans))))
        {
            using var client = await system.SignUpAsync();
            using (var caller = new Activity("caller") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start())
            {
                trace = caller.TraceId;
                await (await client.PostJsonAsync("/api/v1/subscriptions", """
                    { "name": "Netflix", "price": 15.99, "currency": "EUR", "frequency": "monthly", "renewalDate": "2026-03-20", "reminders": { "daysBefore": [3] } }
                    """)).DataAsync<CreatedSubscription>();
            }
            await system.AdvanceAsync(TimeSpan.FromDays(17));
            Assert.Single(system.Mail.Messages);
        }

        // Other tests' hosts run in this process, and a source is heard by everybody.
        spans.RemoveAll(span => span.TraceId != trace);
        Assert.Equal(
            [
                "send Email", "step remind 3 days before", "workflow RenewalReminders", "POST /api/v1/workflows/subscription/reminder",
                "POST /api/v1/subscriptions/", "POST",
            ],
            Ancestry(Assert.Single(spans, span => span.DisplayName == "send Email"), spans));
    }

    private static string[] Ancestry(Activity span, List<Activity> spans)
    {
        var names = new List<string>();
        for (var at = span; at is not null; at = spans.Find(other => other.SpanId == at.ParentSpanId))
            names.Add(at.DisplayName);
        return [.. names];
    }
}
