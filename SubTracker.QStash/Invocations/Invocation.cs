using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SubTracker.QStash.Access;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Invocations;

/// <summary>One run that started another and waits for its end.</summary>
internal sealed record Invocation(string? Body, Headers? Headers, string? WorkflowRunId, long WorkflowRunCreatedAt, string? WorkflowUrl, JsonObject? Step)
{
    public static Invocation Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Invocation>(body, Json.Options) is { WorkflowRunId: not null, Step: not null } invocation
                ? invocation
                : throw Refusal.BadRequest("an invocation carries workflowRunId and step");
        }
        catch (JsonException unreadable)
        {
            throw Refusal.BadRequest($"the invocation cannot be read: {unreadable.Message}");
        }
    }

    public byte[] Payload => Encoding.UTF8.GetBytes(Body ?? "");

    /// <summary>Gives the invoker, where it still runs, the end of what it invoked as the result of its step.</summary>
    public static void Return(Database database, string childId, string state, string? response, long now)
    {
        if (Run.Find(database, childId) is not { Invoker: { } text }
            || JsonSerializer.Deserialize<Invocation>(text, Json.Options) is not { WorkflowRunId: { } parentId } invocation
            || Run.Find(database, parentId) is not { IsStarted: true } parent)
            return;
        var step = invocation.Step!.DeepClone().AsObject();
        step["out"] = Json.Text(new
        {
            body = response,
            isFailed = state == RunState.Failed,
            isCanceled = state == RunState.Canceled,
        });
        database.AppendStep(parentId, new Publication(invocation.WorkflowUrl ?? parent.Url, invocation.Headers ?? [], Json.Bytes(step)), now);
    }
}
