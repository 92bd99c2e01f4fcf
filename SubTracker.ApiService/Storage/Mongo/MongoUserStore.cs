using System.Text.RegularExpressions;
using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Users;

namespace SubTracker.ApiService.Storage.Mongo;

internal sealed class MongoUserStore(IMongoDatabase database) : IUserStore
{
    private const string Administrator = "administrator";

    private readonly Documents<User> _users = new(database, MongoSchema.Users);
    private readonly Documents<Founding> _installation = new(database, MongoSchema.Installation);
    private bool _founded;

    /// <summary>
    /// The first user becomes the administrator by one insert of a document with a fixed id. It holds the whole user until the user is added
    /// as well: whoever comes next finishes what a crash in between has left.
    /// </summary>
    public async Task<User?> AddAsync(User user, CancellationToken cancellationToken)
    {
        var founder = user with { Role = Role.Admin };
        if (!_founded && await FoundAsync(founder, cancellationToken))
            return founder;
        return await _users.InsertAsync(DocumentOf(user), cancellationToken) ? user : null;
    }

    public Task<User?> FindAsync(string id, CancellationToken cancellationToken) => _users.FindAsync(new("_id", id), cancellationToken);

    public Task<User?> FindByEmailAsync(string emailKey, CancellationToken cancellationToken) =>
        _users.FindAsync(new("emailKey", emailKey), cancellationToken);

    public Task<bool> ReplaceAsync(User user, long expectedVersion, CancellationToken cancellationToken) =>
        _users.ReplaceAsync(new() { ["_id"] = user.Id, ["version"] = expectedVersion }, DocumentOf(user), cancellationToken);

    /// <summary>No two documents are written as one: who has taken the last but one away together with somebody else takes it back.</summary>
    public async Task<AccountWrite> ReplaceKeepingAnAdministratorAsync(User user, long expectedVersion, CancellationToken cancellationToken)
    {
        if (user is { Role: Role.Admin, Disabled: false })
            return await ReplaceAsync(user, expectedVersion, cancellationToken) ? AccountWrite.Done : AccountWrite.Moved;
        var before = await FindAsync(user.Id, cancellationToken);
        if (before?.Version != expectedVersion)
            return AccountWrite.Moved;
        var others = Administrators().Add("_id", new BsonDocument("$ne", user.Id));
        if (await _users.CountAsync(others, cancellationToken) == 0)
            return AccountWrite.LastAdministrator;
        if (!await ReplaceAsync(user, expectedVersion, cancellationToken))
            return AccountWrite.Moved;
        if (await _users.CountAsync(Administrators(), cancellationToken) > 0)
            return AccountWrite.Done;
        await ReplaceAsync(before with { Version = user.Version + 1 }, user.Version, cancellationToken);
        return AccountWrite.LastAdministrator;
    }

    public Task DeleteAsync(string id, CancellationToken cancellationToken) => _users.DeleteAsync(new("_id", id), cancellationToken);

    public async Task<(IReadOnlyList<User> Page, long Total)> ListAsync(string? search, int page, int limit, CancellationToken cancellationToken)
    {
        // Along the index by address, which no address comes before.
        var filter = new BsonDocument("emailKey", new BsonDocument("$gte", ""));
        if (search is not null)
        {
            var contains = new BsonDocument { ["$regex"] = Regex.Escape(search), ["$options"] = "i" };
            filter["$or"] = new BsonArray { new BsonDocument("emailKey", contains), new BsonDocument("name", contains) };
        }
        return (
            await _users.ListAsync(filter, new("emailKey", 1), cancellationToken, limit, (int)Math.Min(int.MaxValue, (page - 1L) * limit)),
            await _users.CountAsync(filter, cancellationToken));
    }

    public Task<IReadOnlyList<User>> ListWithUnplannedSettingsAsync(int limit, CancellationToken cancellationToken) =>
        _users.ListAsync(new("unplanned", true), new("_id", 1), cancellationToken, limit);

    public Task MarkSettingsPlannedAsync(string id, long settingsVersion, CancellationToken cancellationToken)
    {
        var isBehind = new BsonDocument("$lt", new BsonArray { settingsVersion, "$settingsVersion" });
        return _users.TransformAsync(
            new() { ["_id"] = id, ["settingsPlanned"] = new BsonDocument("$lt", settingsVersion) },
            new("$set", new BsonDocument
            {
                ["settingsPlanned"] = settingsVersion,
                ["unplanned"] = new BsonDocument("$cond", new BsonArray { isBehind, true, "$$REMOVE" }),
                ["version"] = new BsonDocument("$add", new BsonArray { "$version", 1L }),
            }),
            cancellationToken);
    }

    /// <returns>Whether it is <paramref name="founder"/> who founded the installation.</returns>
    private async Task<bool> FoundAsync(User founder, CancellationToken cancellationToken)
    {
        await _installation.InsertAsync(new Founding(Administrator, founder.Id, founder).ToBsonDocument(), cancellationToken);
        var founding = (await _installation.FindAsync(new("_id", Administrator), cancellationToken))!;
        if (founding.User is { } unfinished)
        {
            await _users.InsertAsync(DocumentOf(unfinished), cancellationToken);
            await _installation.UpdateAsync(new("_id", Administrator), new("$unset", new BsonDocument("user", "")), cancellationToken);
        }
        _founded = true;
        return founding.UserId == founder.Id;
    }

    private static BsonDocument Administrators() => new() { ["role"] = nameof(Role.Admin), ["disabled"] = new BsonDocument("$ne", true) };

    private static BsonDocument DocumentOf(User user)
    {
        var document = user.ToBsonDocument().Add("emailKey", user.EmailKey);
        return user.SettingsPlanned < user.SettingsVersion ? document.Add("unplanned", true) : document;
    }

    /// <param name="User">As long as nobody knows whether the user has been added.</param>
    private sealed record Founding(string Id, string UserId, User? User = null);
}
