using System.Diagnostics;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Workflows;

/// <summary>Alone: a listener hears the whole process, and the hosts of other tests trace too.</summary>
[Collection(nameof(TelemetryTests))]
[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
public sealed class TelemetryTests
{
    [Fact]
    public async Task One_trace_leads_from_the_trigger_to_the_step()
    {
        List<Activity> spans = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == UpstashTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (spans)
                    spans.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var qstash = new Accepting();
        await using var host = await Deliveries.StartAsync<Deliveries.Greeting>(qstash);

        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        await host.Get<WorkflowClient>().TriggerAsync(new WorkflowTrigger("api/v1/workflows/greet"), TestContext.Current.CancellationToken);
        var (traceParent, trace) = (request.Id!, request.TraceId);
        request.Stop();
        Assert.Contains($"\"upstash-forward-traceparent\":\"{traceParent}\"", Assert.Single(qstash.Requests).Body, StringComparison.Ordinal);

        using var response = await host.DeliverAsync(
            Deliveries.Payload, ("Upstash-Workflow-Sdk-Version", "1"), ("traceparent", traceParent));
        var ours = spans.Where(span => span.TraceId == trace).ToArray();
        Assert.Equal(["step greet", "workflow Greeting"], ours.Select(span => span.DisplayName));
        Assert.Equal(ours[1].SpanId, ours[0].ParentSpanId);
        Assert.Equal("wfr_1", ours[1].GetTagItem("upstash.workflow.run_id"));
    }
}
