using SubTracker.ApiService.Calendar;

namespace SubTracker.Tests.Storage;

public sealed class SqliteFeedStoreTests : FeedStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteFeedStoreTests() => Store = _engine.Store<IFeedStore>();

    private protected override IFeedStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
