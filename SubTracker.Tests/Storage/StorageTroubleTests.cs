using System.Net;
using Microsoft.AspNetCore.Builder;
using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Clusters;
using MongoDB.Driver.Core.Connections;
using MongoDB.Driver.Core.Servers;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Storage;

public sealed class StorageTroubleTests
{
    private static readonly ConnectionId s_connection = new(new ServerId(new ClusterId(), new DnsEndPoint("localhost", 27017)));

    public static TheoryData<string> Troubles => [.. s_troubles.Keys];

    private static readonly Dictionary<string, Exception> s_troubles = new()
    {
        ["as many wait as may wait"] = new MongoWaitQueueFullException("The wait queue for acquiring a connection is full."),
        ["another is the primary now"] = new MongoNotPrimaryException(s_connection, [], new BsonDocument("ok", 0)),
        ["shutting down, or starting"] = new MongoNodeIsRecoveringException(s_connection, [], new BsonDocument("ok", 0)),
        ["no connection"] = new MongoConnectionException(s_connection, "Reset."),
        ["no server in time"] = new TimeoutException("A timeout occurred after 30000ms selecting a server."),
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task What_passes_by_itself_is_unavailable_and_says_when_to_come_again(string trouble)
    {
        await using var api = await ApiHost.StartAsync(map: app => app.MapGet("/api/v1/troubled", string () => throw s_troubles[trouble]));

        var response = await api.Client.GetAsync("/api/v1/troubled", TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        var problem = await response.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("The database does not answer. What was answered before is kept; try again in a moment.", (string?)problem["detail"]);
    }
}
