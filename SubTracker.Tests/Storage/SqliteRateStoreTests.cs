using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Storage.Sqlite;

namespace SubTracker.Tests.Storage;

public sealed class SqliteRateStoreTests : RateStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteRateStoreTests() => Store = new SqliteRateStore(_engine.Database);

    private protected override IRateStore Store { get; }

    public void Dispose() => _engine.Dispose();
}

public sealed class SqliteOwnRateStoreTests : OwnRateStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteOwnRateStoreTests() => Store = new SqliteOwnRateStore(_engine.Database);

    private protected override IOwnRateStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
