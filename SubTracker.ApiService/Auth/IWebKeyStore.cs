using SubTracker.Contracts.Auth;

namespace SubTracker.ApiService.Auth;

internal interface IWebKeyStore
{
    /// <summary>Keeps a key; one of the same name stays as it is, a key never changes.</summary>
    Task AddAsync(WebKey key, CancellationToken cancellationToken);

    Task<IReadOnlyList<WebKey>> ListAsync(CancellationToken cancellationToken);
}
