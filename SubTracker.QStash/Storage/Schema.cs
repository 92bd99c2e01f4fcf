using SubTracker.ServiceDefaults;

namespace SubTracker.QStash.Storage;

internal static class Schema
{
    /// <summary>Grows with every change that an older server would not understand; a file of an older version is brought up to it here.</summary>
    private const int Version = 1;

    // Message states: 0 waiting, 1 flying, 2 waiting for its queue, 3 for its flow control key, 4 delivered, 5 failed, 6 cancelled.
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
        CREATE INDEX IF NOT EXISTS messages_queued ON messages (queue, due, sequence) WHERE state = 2;
        CREATE INDEX IF NOT EXISTS messages_held ON messages (flow_key, due, sequence) WHERE state = 3;
        CREATE INDEX IF NOT EXISTS messages_admitted ON messages (queue) WHERE admitted = 1;
        CREATE INDEX IF NOT EXISTS messages_queue ON messages (queue) WHERE queue IS NOT NULL;
        CREATE INDEX IF NOT EXISTS messages_run ON messages (run_id) WHERE run_id IS NOT NULL;
        CREATE INDEX IF NOT EXISTS messages_ended ON messages (ended_at) WHERE ended_at IS NOT NULL;

        CREATE TABLE IF NOT EXISTS events (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            message INTEGER NOT NULL,
            time INTEGER NOT NULL,
            state TEXT NOT NULL,
            next_due INTEGER,
            answer TEXT
        ) STRICT;
        CREATE INDEX IF NOT EXISTS events_message ON events (message);

        CREATE TABLE IF NOT EXISTS deduplications (
            key TEXT PRIMARY KEY,
            message_id TEXT NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX IF NOT EXISTS deduplications_expiry ON deduplications (expires_at);

        CREATE TABLE IF NOT EXISTS queues (
            name TEXT PRIMARY KEY,
            parallelism INTEGER NOT NULL,
            paused INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE IF NOT EXISTS flows (
            key TEXT PRIMARY KEY,
            parallelism INTEGER,
            rate INTEGER,
            period INTEGER NOT NULL,
            paused INTEGER NOT NULL DEFAULT 0,
            pinned_parallelism INTEGER NOT NULL DEFAULT 0,
            pinned_rate INTEGER NOT NULL DEFAULT 0,
            window_start INTEGER NOT NULL DEFAULT 0,
            window_count INTEGER NOT NULL DEFAULT 0,
            wake_at INTEGER
        ) STRICT;
        CREATE INDEX IF NOT EXISTS flows_wake ON flows (wake_at) WHERE wake_at IS NOT NULL;

        CREATE TABLE IF NOT EXISTS topics (
            name TEXT PRIMARY KEY,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE IF NOT EXISTS topic_endpoints (
            topic TEXT NOT NULL,
            url TEXT NOT NULL,
            name TEXT,
            PRIMARY KEY (topic, url)
        ) STRICT;

        CREATE TABLE IF NOT EXISTS schedules (
            id TEXT PRIMARY KEY,
            cron TEXT NOT NULL,
            destination TEXT NOT NULL,
            header TEXT NOT NULL,
            body BLOB NOT NULL,
            queue TEXT,
            caller_ip TEXT,
            created_at INTEGER NOT NULL,
            next_at INTEGER,
            last_at INTEGER,
            paused INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX IF NOT EXISTS schedules_next ON schedules (next_at) WHERE paused = 0;

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
        CREATE INDEX IF NOT EXISTS runs_invoked ON runs (state) WHERE invoker IS NOT NULL;

        CREATE TABLE IF NOT EXISTS entries (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            run_id TEXT NOT NULL,
            message_id TEXT NOT NULL,
            call_type TEXT NOT NULL,
            body BLOB NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX IF NOT EXISTS entries_run ON entries (run_id, sequence);

        CREATE TABLE IF NOT EXISTS waiters (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            event_id TEXT NOT NULL,
            run_id TEXT NOT NULL,
            deadline INTEGER NOT NULL,
            header TEXT NOT NULL,
            request TEXT NOT NULL,
            suspended INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX IF NOT EXISTS waiters_event ON waiters (event_id);
        CREATE INDEX IF NOT EXISTS waiters_run ON waiters (run_id);
        CREATE INDEX IF NOT EXISTS waiters_deadline ON waiters (deadline) WHERE suspended = 0;

        CREATE TABLE IF NOT EXISTS notifications (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            run_id TEXT NOT NULL,
            event_id TEXT NOT NULL,
            body BLOB NOT NULL
        ) STRICT;
        CREATE INDEX IF NOT EXISTS notifications_run ON notifications (run_id, event_id);

        CREATE TABLE IF NOT EXISTS dead_letters (
            id TEXT PRIMARY KEY,
            created_at INTEGER NOT NULL,
            message_id TEXT NOT NULL,
            run_id TEXT,
            answer TEXT NOT NULL
        ) STRICT;
        CREATE INDEX IF NOT EXISTS dead_letters_created ON dead_letters (created_at);

        CREATE TABLE IF NOT EXISTS signing_keys (
            role TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT;
        """;

    /// <summary>Makes what is missing; refuses a file whose like it does not know.</summary>
    public static void Prepare(Database database)
    {
        if (database.Number("PRAGMA user_version") is > Version and var version)
        {
            throw new CannotStartException(
                $"The data folder was written by a newer QStash server (schema {version}, this one knows {Version}): start that one, or choose another folder with QStash__DataFolder.");
        }

        database.Execute("BEGIN IMMEDIATE");
        foreach (var statement in Tables.Split(";", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            database.Execute(statement);
        database.Execute($"PRAGMA user_version = {Version}");
        database.Execute("COMMIT");
    }
}
