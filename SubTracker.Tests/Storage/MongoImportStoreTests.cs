using SubTracker.ApiService.Transfer;

namespace SubTracker.Tests.Storage;

public sealed class MongoImportStoreTests(MongoEngine engine) : ImportStoreContract, IClassFixture<MongoEngine>
{
    private protected override IImportStore Store { get; } = engine.EmptyStore<IImportStore>();
}
