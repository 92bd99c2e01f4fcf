using SubTracker.ApiService.Users;

namespace SubTracker.Tests.Storage;

public sealed class SqliteUserStoreTests : UserStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteUserStoreTests() => Store = _engine.Store<IUserStore>();

    private protected override IUserStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
