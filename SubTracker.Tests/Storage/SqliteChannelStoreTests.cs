using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Storage.Sqlite;

namespace SubTracker.Tests.Storage;

public sealed class SqliteChannelStoreTests : ChannelStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteChannelStoreTests() =>
        (Store, AnotherReplica) = (_engine.Store<IChannelStore>(), _engine.AnotherReplicaStore<IChannelStore>());

    private protected override IChannelStore Store { get; }

    private protected override IChannelStore AnotherReplica { get; }

    private protected override async Task<string> RawAsync(CancellationToken cancellationToken) =>
        string.Concat(await _engine.Database.QueryAsync("SELECT document FROM channels", [], row => row.GetString(0), cancellationToken));

    private protected override Task PutAsItIsAsync(Channel channel, CancellationToken cancellationToken) => _engine.Database.ExecuteAsync(
        "INSERT INTO channels VALUES ($user_id, $id, $version, $document, 0, $health)",
        [
            ("$user_id", channel.UserId), ("$id", channel.Id), ("$version", channel.Version), ("$document", Document.Write(channel)),
            ("$health", Document.Write(channel.Health)),
        ],
        cancellationToken);

    private protected override void LoseKeys() => Directory.Delete(Path.Combine(_engine.Folder, "seal-keys"), recursive: true);

    public void Dispose() => _engine.Dispose();
}
