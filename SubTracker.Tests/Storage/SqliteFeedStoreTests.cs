using SubTracker.ApiService.Calendar;
using SubTracker.ApiService.Storage.Sqlite;

namespace SubTracker.Tests.Storage;

public sealed class SqliteFeedStoreTests : FeedStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteFeedStoreTests() => Store = new SqliteFeedStore(_engine.Database);

    private protected override IFeedStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
