using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Storage.Sqlite;

namespace SubTracker.Tests.Storage;

public sealed class SqliteReminderLedgerTests : ReminderLedgerContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteReminderLedgerTests() =>
        (Ledger, AnotherReplica) = (new SqliteReminderLedger(_engine.Database), new SqliteReminderLedger(_engine.AnotherReplica));

    private protected override IReminderLedger Ledger { get; }

    private protected override IReminderLedger AnotherReplica { get; }

    public void Dispose() => _engine.Dispose();
}
