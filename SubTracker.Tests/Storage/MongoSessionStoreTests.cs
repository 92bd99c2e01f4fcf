using SubTracker.ApiService.Auth;

namespace SubTracker.Tests.Storage;

public sealed class MongoSessionStoreTests(MongoEngine engine) : SessionStoreContract, IClassFixture<MongoEngine>
{
    private protected override ISessionStore Store { get; } = engine.EmptyStore<ISessionStore>();
}
