using SubTracker.ApiService.Auth;

namespace SubTracker.Tests.Storage;

public sealed class SqliteSessionStoreTests : SessionStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteSessionStoreTests() => Store = _engine.Store<ISessionStore>();

    private protected override ISessionStore Store { get; }

    public void Dispose() => _engine.Dispose();
}
