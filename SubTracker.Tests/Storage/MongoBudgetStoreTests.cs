using SubTracker.ApiService.Statistics;

namespace SubTracker.Tests.Storage;

public sealed class MongoBudgetStoreTests(MongoEngine engine) : BudgetStoreContract, IClassFixture<MongoEngine>
{
    private protected override IBudgetStore Store { get; } = engine.EmptyStore<IBudgetStore>();
}
