using SubTracker.QStash.Messages;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.DeadLetters;

internal sealed record RevivedRun(string WorkflowRunId, long WorkflowCreatedAt);

/// <summary>Gives a failed run a second life, under a new id.</summary>
internal static class Revival
{
    // Settings of the request that hold for the new run in place of the old ones.
    private static readonly string[] s_overridable =
    [
        "upstash-retries", "upstash-retry-delay", "upstash-delay", "upstash-flow-control-key", "upstash-flow-control-value", "upstash-label",
        "upstash-failure-callback",
    ];

    /// <summary>From the start, with the initial payload.</summary>
    public static RevivedRun Restart(Database database, DeadLetter letter, Headers overrides, long now)
    {
        var old = letter.Run!;
        var run = Successor(old, overrides, now);
        database.StartRun(run.Id, new Publication(old.Url, run.Header, Entry.First(database, old.Id), CallerIp: old.CallerIp), now);
        DeadLetter.Delete(database, letter.Id);
        return new RevivedRun(run.Id, now);
    }

    /// <summary>From where it failed: finished steps are kept, what was not delivered is delivered to the new run.</summary>
    public static RevivedRun Resume(Database database, DeadLetter letter, Headers overrides, long now)
    {
        var old = letter.Run!;
        var run = Successor(old, overrides, now);
        run.Insert(database);
        var unfinished = database.Query(
            $"SELECT {Message.Columns} FROM messages WHERE run_id = $1 AND kind IN (1, 2, 3) AND state <> 4", Message.Of, old.Id).ToDictionary(message => message.Id);
        foreach (var entry in Entry.All(database, old.Id))
        {
            var again = unfinished.TryGetValue(entry.MessageId, out var message) ? Successor(message, old.Id, run, now) : null;
            again?.Insert(database);
            Entry.Append(database, run.Id, again?.Id ?? entry.MessageId, entry.Body, entry.CallType, now);
        }

        database.Execute(
            "UPDATE waiters SET run_id = $2, suspended = 0, header = replace(header, $3, $4), request = replace(request, $3, $4) WHERE run_id = $1",
            old.Id, run.Id, Json.Text(old.Id), Json.Text(run.Id));
        database.Execute(
            "UPDATE runs SET invoker = replace(invoker, $1, $2) WHERE invoker IS NOT NULL AND state = 'RUN_STARTED' AND instr(invoker, $1)",
            Json.Text(old.Id), Json.Text(run.Id));
        DeadLetter.Delete(database, letter.Id);
        database.HasNewWork = true;
        return new RevivedRun(run.Id, now);
    }

    private static Run Successor(Run old, Headers overrides, long now)
    {
        var id = Identifiers.New("wfr_");
        var header = Renamed(old.Header, old.Id, id);
        header.Remove("upstash-workflow-invoke");
        header.Remove("upstash-delay");
        header.Remove("upstash-not-before");
        foreach (var name in s_overridable)
        {
            if (overrides[name] is { } value)
                header.Set(name, value);
        }

        return old with
        {
            Id = id,
            State = RunState.Started,
            CreatedAt = now,
            Header = header,
            Label = header["upstash-label"],
            FlowKey = header["upstash-flow-control-key"],
            Invoker = null,
        };
    }

    private static Message Successor(Message message, string oldRunId, Run run, long now)
    {
        var header = Renamed(message.Header, oldRunId, run.Id);
        var publication = new Publication(message.Url, header, []);
        return message with
        {
            Id = Identifiers.New("msg_"),
            State = MessageState.Waiting,
            RunId = run.Id,
            Header = header,
            Retried = 0,
            MaxRetries = message.Kind is MessageKind.Step ? publication.Retries(run.Header) : message.MaxRetries,
            FlowKey = message.Kind is MessageKind.Step ? publication.FlowKey ?? run.FlowKey : message.FlowKey,
            // A sleep that had not ended goes on to its end.
            Due = Math.Max(now, message.State is MessageState.Failed ? now : message.Due),
            CreatedAt = now,
        };
    }

    private static Headers Renamed(Headers header, string oldId, string newId)
    {
        var renamed = new Headers();
        foreach (var (name, values) in header)
            renamed.Set(name, [.. values.Select(value => value == oldId ? newId : value)]);
        return renamed;
    }
}
