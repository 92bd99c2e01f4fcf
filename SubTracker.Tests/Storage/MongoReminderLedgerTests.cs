using SubTracker.ApiService.Reminders;

namespace SubTracker.Tests.Storage;

public sealed class MongoReminderLedgerTests(MongoEngine engine) : ReminderLedgerContract, IClassFixture<MongoEngine>
{
    private protected override IReminderLedger Ledger { get; } = engine.EmptyStore<IReminderLedger>();

    private protected override IReminderLedger AnotherReplica { get; } = engine.Store<IReminderLedger>();
}
