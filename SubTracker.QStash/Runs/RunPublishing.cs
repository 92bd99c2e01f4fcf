using SubTracker.QStash.Access;
using SubTracker.QStash.Invocations;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Runs;

/// <summary>What a publication does to a run.</summary>
internal static class RunPublishing
{
    public static Accepted StartRun(this Database database, string runId, Publication publication, long now)
    {
        if (Run.Find(database, runId) is { } known)
        {
            return publication.IsTriggeredBySdk && known.IsStarted
                ? Restart(database, known, publication, now)
                : new Accepted(FirstMessage(database, runId), publication.Destination, Deduplicated: true);
        }

        var invocation = publication.IsInvocation ? Invocation.Read(publication.Body) : null;
        if (invocation is not null)
            Instructions.Check(new Publication(invocation.WorkflowUrl ?? publication.Destination, invocation.Headers ?? [], []), database.AllowsPrivateAddresses);
        var message = Publishing.Draft(publication, MessageKind.Step, publication.Retries(), now);
        new Run(runId, publication.Header["upstash-workflow-url"] ?? publication.Destination, RunState.Started, now, publication.Header)
        {
            Label = publication.Label,
            FlowKey = publication.FlowKey,
            CallerIp = publication.CallerIp,
            Invoker = invocation is null ? null : Json.Text(invocation),
        }.Insert(database);
        Entry.Append(database, runId, message.Id, invocation?.Payload ?? publication.Body, "step", now);
        message.Insert(database);
        return new Accepted(message.Id, message.Url);
    }

    public static Accepted AppendStep(this Database database, string runId, Publication publication, long now)
    {
        var run = Started(database, runId);
        var message = Publishing.Draft(publication, MessageKind.Step, publication.Retries(run.Header), now) with
        {
            RunId = runId,
            FlowKey = publication.FlowKey ?? run.FlowKey,
            Label = publication.Label ?? run.Label,
        };
        Entry.Append(database, runId, message.Id, publication.Body, "step", now);
        message.Insert(database);
        return new Accepted(message.Id, message.Url);
    }

    public static Accepted CallFromRun(this Database database, string runId, Publication publication, long now)
    {
        Started(database, runId);
        var message = Publishing.Draft(publication, MessageKind.Call, publication.Retries(), now) with { Body = publication.Body };
        Entry.Append(database, runId, message.Id, publication.Body, "toCallback", now);
        message.Insert(database);
        return new Accepted(message.Id, message.Url);
    }

    /// <summary>Something for the endpoint that is not a step: its body is its own.</summary>
    public static Accepted PublishToRun(this Database database, string runId, MessageKind kind, Publication publication, long now)
    {
        var run = Run.Find(database, runId);
        var message = Publishing.Draft(publication, kind, publication.Retries(run?.Header), now) with
        {
            Body = publication.Body,
            Label = publication.Label ?? run?.Label,
        };
        if (kind is MessageKind.CallResult)
            Entry.Append(database, runId, message.Id, publication.Body, "fromCallback", now);
        message.Insert(database);
        return new Accepted(message.Id, message.Url);
    }

    public static Run Started(Database database, string runId) =>
        // The doubled "a" is the official server's.
        Run.Find(database, runId) is { IsStarted: true } run
            ? run
            : throw Refusal.BadRequest("failed to publish to url: can not append to a a cancelled workflow");

    /// <summary>The endpoint's SDK takes over a run that was triggered without one: the run begins again, with the SDK's headers.</summary>
    private static Accepted Restart(Database database, Run run, Publication publication, long now)
    {
        var message = Publishing.Draft(publication, MessageKind.Step, publication.Retries(), now);
        var header = run.Header.With(publication.Header);
        // With it every delivery would trigger the run again.
        header.Remove("upstash-forward-upstash-workflow-unknown-sdk");
        database.Execute("UPDATE runs SET header = $2 WHERE id = $1", run.Id, Json.Text(header));
        database.Execute(
            "UPDATE entries SET message_id = $2, body = $3 WHERE sequence = (SELECT MIN(sequence) FROM entries WHERE run_id = $1)",
            run.Id, message.Id, publication.Body);
        message.Insert(database);
        return new Accepted(message.Id, message.Url);
    }

    private static string FirstMessage(Database database, string runId) =>
        database.First("SELECT message_id FROM entries WHERE run_id = $1 ORDER BY sequence LIMIT 1", row => row.GetString(0), runId) ?? "";
}
