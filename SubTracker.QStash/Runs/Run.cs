using Microsoft.Data.Sqlite;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Runs;

internal static class RunState
{
    public const string Started = "RUN_STARTED";
    public const string Success = "RUN_SUCCESS";
    public const string Failed = "RUN_FAILED";
    public const string Canceled = "RUN_CANCELED";
}

/// <summary>One workflow execution, with the headers of its trigger, which hold for all its deliveries.</summary>
internal sealed record Run(string Id, string Url, string State, long CreatedAt, Headers Header)
{
    public const string Columns =
        "id, url, state, created_at, ended_at, header, label, flow_key, caller_ip, response, invoker, dlq_id, failure_message";

    public long? EndedAt { get; init; }
    public string? Label { get; init; }
    public string? FlowKey { get; init; }
    public string? CallerIp { get; init; }
    public string? Response { get; init; }
    public string? Invoker { get; init; }
    public string? DlqId { get; init; }
    public string? FailureMessage { get; init; }

    public bool IsStarted => State == RunState.Started;

    public static Run Of(SqliteDataReader row) => new(
        row.Text("id")!, row.Text("url")!, row.Text("state")!, row.Number("created_at")!.Value, Headers.Parse(row.Text("header")!))
    {
        EndedAt = row.Number("ended_at"),
        Label = row.Text("label"),
        FlowKey = row.Text("flow_key"),
        CallerIp = row.Text("caller_ip"),
        Response = row.Text("response"),
        Invoker = row.Text("invoker"),
        DlqId = row.Text("dlq_id"),
        FailureMessage = row.Text("failure_message"),
    };

    public static Run? Find(Database database, string id) => database.First($"SELECT {Columns} FROM runs WHERE id = $1", Of, id);

    public void Insert(Database database) => database.Execute(
        """
        INSERT INTO runs (id, url, state, created_at, header, label, flow_key, caller_ip, invoker)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        Id, Url, State, CreatedAt, Json.Text(Header), Label, FlowKey, CallerIp, Invoker);
}
