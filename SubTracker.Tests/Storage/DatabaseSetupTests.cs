using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService;
using SubTracker.ApiService.Storage.Mongo;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Users;
using SubTracker.ServiceDefaults;

namespace SubTracker.Tests.Storage;

/// <summary>What SubTracker.MongoSetup does, but for Aspire's way to the connection string.</summary>
public sealed class DatabaseSetupTests(MongoEngine engine) : IClassFixture<MongoEngine>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_database_is_prepared_once_however_often_it_is_done()
    {
        await engine.Database.Client.DropDatabaseAsync(engine.Database.DatabaseNamespace.DatabaseName, Token);
        for (var starts = 0; starts < 2; starts++)
        {
            var builder = Host.CreateApplicationBuilder();
            builder.Configuration.AddInMemoryCollection(
            [
                new("Administrator:Email", "root@example.org"), new("Administrator:Password", "correct horse battery"), new("Auth:BCryptCost", "4"),
            ]);
            builder.AddServiceDefaults();
            builder.Services.AddSingleton(engine.Database);
            builder.AddDatabaseSetup();
            using var host = builder.Build();
            await host.Services.SetUpDatabaseAsync(Token);
        }

        var administrator = await engine.Store<IUserStore>().FindByEmailAsync("root@example.org", Token);
        Assert.Equal(Role.Admin, administrator?.Role);
        Assert.Equal(1, await engine.Database.GetCollection<BsonDocument>(MongoSchema.Users.Name).CountDocumentsAsync(new BsonDocument(), null, Token));
        Assert.Equal(
            MongoSchema.Subscriptions.Indexes.Length + 1,
            (await (await engine.Database.GetCollection<BsonDocument>(MongoSchema.Subscriptions.Name).Indexes.ListAsync(Token)).ToListAsync(Token)).Count);
    }
}
