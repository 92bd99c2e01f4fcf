using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Storage.Sqlite;

namespace SubTracker.Tests.Storage;

public sealed class SqliteAnnouncementStoreTests : AnnouncementStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteAnnouncementStoreTests() =>
        (Store, AnotherReplica) = (_engine.Store<IAnnouncementStore>(), new SqliteAnnouncementStore(_engine.AnotherReplica));

    private protected override IAnnouncementStore Store { get; }

    private protected override IAnnouncementStore AnotherReplica { get; }

    public void Dispose() => _engine.Dispose();
}
