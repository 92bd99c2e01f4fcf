using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Storage.Sqlite;

namespace SubTracker.Tests.Storage;

public sealed class SqliteIdempotencyStoreTests : IdempotencyStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteIdempotencyStoreTests() => Store = new SqliteIdempotencyStore(_engine.Database);

    private protected override IIdempotencyStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
