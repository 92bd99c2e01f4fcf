using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Users;

namespace SubTracker.Tests.Storage;

public sealed class MongoUserStoreTests(MongoEngine engine) : UserStoreContract, IClassFixture<MongoEngine>
{
    private protected override IUserStore Store { get; } = engine.EmptyStore<IUserStore>();

    [Fact]
    public async Task A_first_sign_up_that_was_cut_off_is_finished_by_the_next_and_stays_the_first()
    {
        var token = TestContext.Current.CancellationToken;
        var ada = Some.User("ada") with { Role = Role.Admin };
        var installation = engine.Database.GetCollection<BsonDocument>("installation");
        await installation.InsertOneAsync(
            new() { ["_id"] = "administrator", ["userId"] = ada.Id, ["user"] = ada.ToBsonDocument() }, cancellationToken: token);

        Assert.Equal(Role.User, (await Store.AddAsync(Some.User("bob"), token))?.Role);

        Assert.Equal(Role.Admin, (await Store.FindByEmailAsync(ada.EmailKey, token))?.Role);
        var founding = await installation.Find(new BsonDocument()).SingleAsync(token);
        Assert.Equal(["_id", "userId"], founding.Names);
    }
}
