using SubTracker.ApiService.Notifications;

namespace SubTracker.Tests.Storage;

public sealed class MongoAnnouncementStoreTests(MongoEngine engine) : AnnouncementStoreContract, IClassFixture<MongoEngine>
{
    private protected override IAnnouncementStore Store { get; } = engine.EmptyStore<IAnnouncementStore>();

    private protected override IAnnouncementStore AnotherReplica { get; } = engine.Store<IAnnouncementStore>();
}
