using System.Text.Json;
using System.Text.Json.Nodes;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Logs;

/// <summary>Steps that belong together: one, some in parallel, or the deliveries now in progress.</summary>
internal sealed record StepGroup(string Type, IReadOnlyList<JsonObject> Steps)
{
    public static IReadOnlyList<StepGroup> AllOf(Database database, Run run)
    {
        var groups = new List<StepGroup>();
        var redaction = Redaction.Of(run.Header);
        var steps = database.Query(
            """
            SELECT entries.body AS body, entries.message_id AS message_id, entries.created_at AS created_at
            FROM entries WHERE run_id = $1 AND call_type = 'step' ORDER BY sequence
            """, row => (Body: row.Bytes("body")!, MessageId: row.Text("message_id")!, CreatedAt: row.Number("created_at")!.Value), run.Id);
        foreach (var (body, messageId, createdAt) in steps)
        {
            var step = groups.Count == 0 ? Initial(run, body, redaction) : Step(body, redaction);
            // A plan step only announces a branch.
            if (step is null || step.ContainsKey("targetStep"))
                continue;
            step["messageId"] = messageId;
            step["createdAt"] = createdAt;
            step["state"] = "STEP_SUCCESS";
            if (groups.Count > 0 && IsParallel(step) && groups[^1] is { Type: "parallel" } open && open.Steps.Count < (int)step["concurrent"]!)
                groups[^1] = open with { Steps = [.. open.Steps, step] };
            else
                groups.Add(new StepGroup(IsParallel(step) ? "parallel" : "sequential", [step]));
        }

        if (Next(database, run) is { Count: > 0 } next)
            groups.Add(new StepGroup("next", next));
        return groups;
    }

    private static List<JsonObject> Next(Database database, Run run) => database
        .Query($"SELECT {Message.Columns} FROM messages WHERE run_id = $1 AND kind IN (1, 2, 3) AND state NOT IN (4, 6) ORDER BY sequence", Message.Of, run.Id)
        .ConvertAll(message => JsonSerializer.SerializeToNode(new
        {
            messageId = message.Id,
            state = message.State is MessageState.Failed ? "STEP_FAILED" : message.Retried > 0 ? "STEP_RETRY" : "STEP_PROGRESS",
            retries = message.MaxRetries,
            errors = AttemptError.Of(database, message),
        }, Json.Options)!.AsObject());

    private static bool IsParallel(JsonObject step) => step["concurrent"] is JsonValue value && value.TryGetValue<int>(out var concurrent) && concurrent > 1;

    private static JsonObject Initial(Run run, byte[] payload, Redaction redaction) => JsonSerializer.SerializeToNode(new
    {
        stepName = "init",
        stepType = "Initial",
        callType = "step",
        concurrent = 1,
        @out = BodyText.Of(redaction.Body(payload)),
        headers = redaction.Header(new Publication(run.Url, run.Header, []).Forwarded),
        retries = new Publication(run.Url, run.Header, []).Retries(),
    }, Json.Options)!.AsObject();

    private static JsonObject? Step(byte[] body, Redaction redaction)
    {
        try
        {
            var step = JsonNode.Parse(body) as JsonObject;
            if (step is null)
                return null;
            step["callType"] = "step";
            if (step["out"] is JsonValue result && result.TryGetValue<string>(out var text))
                step["out"] = redaction.Body(text);
            return step;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
