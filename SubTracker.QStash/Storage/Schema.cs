namespace SubTracker.QStash.Storage;

internal static class Schema
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS messages (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            state INTEGER NOT NULL,
            due INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            run_id TEXT,
            url TEXT NOT NULL,
            method TEXT NOT NULL,
            header TEXT NOT NULL,
            body BLOB,
            retried INTEGER NOT NULL DEFAULT 0,
            max_retries INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            ended_at INTEGER,
            caller_ip TEXT,
            label TEXT,
            queue TEXT,
            admitted INTEGER NOT NULL DEFAULT 0,
            flow_key TEXT,
            schedule_id TEXT,
            topic TEXT,
            answer TEXT
        ) STRICT;
        CREATE INDEX IF NOT EXISTS messages_due ON messages (due, sequence) WHERE state = 0;
        CREATE INDEX IF NOT EXISTS messages_flying ON messages (flow_key) WHERE state = 1;
        CREATE INDEX IF NOT EXISTS messages_run ON messages (run_id) WHERE run_id IS NOT NULL;
        CREATE INDEX IF NOT EXISTS messages_ended ON messages (ended_at) WHERE ended_at IS NOT NULL;

        CREATE TABLE IF NOT EXISTS runs (
            id TEXT PRIMARY KEY,
            url TEXT NOT NULL,
            state TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            ended_at INTEGER,
            header TEXT NOT NULL,
            label TEXT,
            flow_key TEXT,
            caller_ip TEXT,
            response TEXT,
            invoker TEXT,
            dlq_id TEXT,
            failure_message TEXT
        ) STRICT;
        CREATE INDEX IF NOT EXISTS runs_created ON runs (created_at);
        CREATE INDEX IF NOT EXISTS runs_ended ON runs (ended_at) WHERE ended_at IS NOT NULL;

        CREATE TABLE IF NOT EXISTS entries (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            run_id TEXT NOT NULL,
            message_id TEXT NOT NULL,
            call_type TEXT NOT NULL,
            body BLOB NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX IF NOT EXISTS entries_run ON entries (run_id, sequence);

        CREATE TABLE IF NOT EXISTS dead_letters (
            id TEXT PRIMARY KEY,
            created_at INTEGER NOT NULL,
            message_id TEXT NOT NULL,
            run_id TEXT,
            answer TEXT NOT NULL
        ) STRICT;

        CREATE TABLE IF NOT EXISTS signing_keys (
            role TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT;
        """;

    public static void Prepare(Database database)
    {
        foreach (var statement in Tables.Split(";", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            database.Execute(statement);
    }
}
