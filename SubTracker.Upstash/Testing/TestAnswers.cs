using System.Text;
using System.Text.Json;

namespace SubTracker.Upstash.Testing;

/// <summary>What a run's surroundings answer in a test.</summary>
internal static class TestAnswers
{
    public static (DateTimeOffset At, StepRecord Record) To(WorkflowTester tester, WaitFor wait, DateTimeOffset now)
    {
        var over = now.AddSeconds(Durations.Seconds(wait.Timeout) ?? 0);
        var comes = tester.Events.TryGetValue(wait.EventId, out var found) || tester.Events.TryGetValue(wait.Record.StepName, out found);
        var record = wait.Record with { WaitEventId = wait.EventId };
        return comes && now + found.After <= over
            ? (now + found.After, record with { WaitTimeout = false, Out = Convert.ToBase64String(Encoding.UTF8.GetBytes(found.Data)) })
            : (over, record with { WaitTimeout = true });
    }

    public static StepRecord To(WorkflowTester tester, CallOut call)
    {
        var answer = tester.OnCall is { } handler
            ? handler(call.Call)
            : throw new WorkflowException($"The step '{call.Record.StepName}' calls {call.Call.Url}: set OnCall of the tester to answer it.");
        var body = CallAnswer.ToLatin1(Encoding.UTF8.GetBytes(answer.Body));
        return call.Record with { Out = JsonSerializer.Serialize(new CallAnswer(answer.Status, body, answer.Headers), UpstashJson.Wire) };
    }

    public static StepRecord To(WorkflowTester tester, InvokeChild invoke)
    {
        if (tester.OnInvoke is not { } handler)
            throw new WorkflowException($"The step '{invoke.Record.StepName}' invokes {invoke.Child.Path}: set OnInvoke of the tester to play it.");
        try
        {
            var result = handler(invoke.Child);
            var body = result is null ? null : JsonSerializer.Serialize(result, result.GetType(), UpstashJson.Values);
            return invoke.Record with { Out = JsonSerializer.Serialize(new { body, isFailed = false, isCanceled = false }, UpstashJson.Wire) };
        }
        catch (Exception)
        {
            return invoke.Record with { Out = """{"isFailed":true,"isCanceled":false}""" };
        }
    }
}
