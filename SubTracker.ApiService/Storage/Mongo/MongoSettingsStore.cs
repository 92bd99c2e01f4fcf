using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Admin;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoSettingsStore(IMongoDatabase database) : ISettingsStore
{
    private const string Installation = "installation";

    private readonly Documents<InstallationSettings> _settings = new(database, MongoSchema.Settings);

    public async Task<InstallationSettings> ReadAsync(CancellationToken cancellationToken) =>
        await _settings.FindAsync(new("_id", Installation), cancellationToken) ?? new();

    public Task WriteAsync(InstallationSettings settings, CancellationToken cancellationToken) =>
        _settings.PutAsync(new BsonDocument("_id", Installation).AddRange(settings.ToBsonDocument()), cancellationToken);
}
