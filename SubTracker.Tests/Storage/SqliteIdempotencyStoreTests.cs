using SubTracker.ApiService.Platform;

namespace SubTracker.Tests.Storage;

public sealed class SqliteIdempotencyStoreTests : IdempotencyStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteIdempotencyStoreTests() => Store = _engine.Store<IIdempotencyStore>();

    private protected override IIdempotencyStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
