using SubTracker.Contracts.Admin;

namespace SubTracker.ApiService.Users;

/// <summary>What an administrator has decided for everybody; the defaults until then.</summary>
internal interface ISettingsStore
{
    Task<InstallationSettings> ReadAsync(CancellationToken cancellationToken);

    Task WriteAsync(InstallationSettings settings, CancellationToken cancellationToken);
}
