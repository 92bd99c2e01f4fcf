using SubTracker.ApiService.Calendar;

namespace SubTracker.Tests.Storage;

public sealed class MongoFeedStoreTests(MongoEngine engine) : FeedStoreContract, IClassFixture<MongoEngine>
{
    private protected override IFeedStore Store { get; } = engine.EmptyStore<IFeedStore>();
}
