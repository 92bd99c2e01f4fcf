using SubTracker.ApiService.Users;

namespace SubTracker.Tests.Storage;

public sealed class MongoUserStoreTests(MongoEngine engine) : UserStoreContract, IClassFixture<MongoEngine>
{
    private protected override IUserStore Store { get; } = engine.EmptyStore<IUserStore>();
}
