using Microsoft.Data.Sqlite;
using SubTracker.QStash.Events;
using SubTracker.QStash.FlowControl;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Messages;

internal enum MessageState
{
    Waiting = 0,
    Flying = 1,
    WaitingForQueue = 2,
    WaitingForFlow = 3,
    Delivered = 4,
    Failed = 5,
    Cancelled = 6,
}

internal enum MessageKind
{
    Plain = 0,

    /// <summary>Continues a run; its body is the run's entries up to its own.</summary>
    Step = 1,

    /// <summary>A third party's work for a run (<c>context.call</c>).</summary>
    Call = 2,

    /// <summary>The third party's answer, on its way to the run's endpoint.</summary>
    CallResult = 3,

    /// <summary>Tells the endpoint that its run failed.</summary>
    RunFailure = 4,
}

internal sealed record Message(string Id, MessageKind Kind, string Url, string Method, Headers Header)
{
    public const string Columns =
        "sequence, id, state, due, kind, run_id, url, method, header, body, retried, max_retries, created_at, ended_at, caller_ip, label, queue, admitted, flow_key, schedule_id, topic, answer";

    public long Sequence { get; init; }
    public bool IsAdmitted { get; init; }
    public MessageState State { get; init; }
    public long Due { get; init; }
    public string? RunId { get; init; }
    public byte[]? Body { get; init; }
    public int Retried { get; init; }
    public int MaxRetries { get; init; }
    public long CreatedAt { get; init; }
    public string? CallerIp { get; init; }
    public string? Label { get; init; }
    public string? Queue { get; init; }
    public string? FlowKey { get; init; }
    public string? ScheduleId { get; init; }
    public string? Topic { get; init; }
    public Answer? Answer { get; init; }

    public static Message Of(SqliteDataReader row) => new(
        row.Text("id")!, (MessageKind)row.Number("kind")!, row.Text("url")!, row.Text("method")!, Headers.Parse(row.Text("header")!))
    {
        Sequence = row.Number("sequence")!.Value,
        IsAdmitted = row.Number("admitted") == 1,
        State = (MessageState)row.Number("state")!,
        Due = row.Number("due")!.Value,
        RunId = row.Text("run_id"),
        Body = row.Bytes("body"),
        Retried = (int)row.Number("retried")!,
        MaxRetries = (int)row.Number("max_retries")!,
        CreatedAt = row.Number("created_at")!.Value,
        CallerIp = row.Text("caller_ip"),
        Label = row.Text("label"),
        Queue = row.Text("queue"),
        FlowKey = row.Text("flow_key"),
        ScheduleId = row.Text("schedule_id"),
        Topic = row.Text("topic"),
        Answer = Answer.Read(row.Text("answer")),
    };

    public void Insert(Database database)
    {
        var sequence = database.Number(
            """
            INSERT INTO messages (id, state, due, kind, run_id, url, method, header, body, retried, max_retries, created_at,
                caller_ip, label, queue, flow_key, schedule_id, topic)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
            RETURNING sequence
            """,
            Id, (int)State, Due, (int)Kind, RunId, Url, Method, Json.Text(Header), Body, Retried, MaxRetries, CreatedAt,
            CallerIp, Label, Queue, FlowKey, ScheduleId, Topic);
        if (Queue is not null)
            Queues.Queue.Ensure(database, Queue, CreatedAt);
        if (FlowKey is not null)
            Flow.Configure(database, FlowKey, Header["upstash-flow-control-value"]);
        Event.Add(database, sequence!.Value, EventState.Created, CreatedAt);
        database.HasNewWork = true;
    }

    public static Message? Find(Database database, string id) =>
        database.First($"SELECT {Columns} FROM messages WHERE id = $1", Of, id);
}
