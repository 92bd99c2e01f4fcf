using SubTracker.ApiService.Reminders;

namespace SubTracker.Tests.Storage;

public sealed class MongoLeaseStoreTests(MongoEngine engine) : LeaseStoreContract, IClassFixture<MongoEngine>
{
    private protected override ILeaseStore Store { get; } = engine.EmptyStore<ILeaseStore>();

    private protected override ILeaseStore AnotherReplica { get; } = engine.Store<ILeaseStore>();
}
