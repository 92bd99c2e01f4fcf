using SubTracker.ApiService.Notifications;

namespace SubTracker.Tests.Storage;

public sealed class MongoChannelStoreTests(MongoEngine engine) : ChannelStoreContract, IClassFixture<MongoEngine>
{
    private protected override IChannelStore Store { get; } = engine.EmptyStore<IChannelStore>();

    private protected override IChannelStore AnotherReplica { get; } = engine.Store<IChannelStore>();
}
