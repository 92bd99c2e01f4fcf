using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Storage.Sqlite;

namespace SubTracker.Tests.Storage;

public sealed class SqliteChannelStoreTests : ChannelStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteChannelStoreTests() =>
        (Store, AnotherReplica) = (_engine.Store<IChannelStore>(), new SqliteChannelStore(_engine.AnotherReplica));

    private protected override IChannelStore Store { get; }

    private protected override IChannelStore AnotherReplica { get; }

    public void Dispose() => _engine.Dispose();
}
