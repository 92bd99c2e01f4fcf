using SubTracker.ApiService.Reminders;

namespace SubTracker.Tests.Storage;

public sealed class MongoLedgerStoreTests(MongoEngine engine) : LedgerStoreContract, IClassFixture<MongoEngine>
{
    private protected override ILedgerStore Store { get; } = engine.EmptyStore<ILedgerStore>();

    private protected override ILedgerStore AnotherReplica { get; } = engine.Store<ILedgerStore>();
}
