using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Storage.Sqlite;

namespace SubTracker.Tests.Storage;

public sealed class SqliteLeaseStoreTests : LeaseStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteLeaseStoreTests() =>
        (Store, AnotherReplica) = (new SqliteLeaseStore(_engine.Database), new SqliteLeaseStore(_engine.AnotherReplica));

    private protected override ILeaseStore Store { get; }

    private protected override ILeaseStore AnotherReplica { get; }

    public void Dispose() => _engine.Dispose();
}
