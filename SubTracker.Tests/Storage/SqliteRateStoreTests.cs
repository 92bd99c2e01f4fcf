using SubTracker.ApiService.Currencies;

namespace SubTracker.Tests.Storage;

public sealed class SqliteRateStoreTests : RateStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteRateStoreTests() => Store = _engine.Store<IRateStore>();

    private protected override IRateStore Store { get; }

    public void Dispose() => _engine.Dispose();
}

public sealed class SqliteOwnRateStoreTests : OwnRateStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteOwnRateStoreTests() => Store = _engine.Store<IOwnRateStore>();

    private protected override IOwnRateStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
