using System.Net;

namespace SubTracker.Tests.QStash;

public sealed class PrivateDestinationTests : ServerTest
{
    private protected override Dictionary<string, string?> Settings => new() { ["QStash:ForbidPrivateAddresses"] = "true" };

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://[::1]:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://0x7f.1:{0}/")]
    public async Task A_private_destination_is_refused_where_forbidden(string destination)
    {
        var url = string.Format(null, destination, new Uri(Endpoint.Url).Port);
        await Server.PostAsync("/v2/publish/" + url, "1", HttpStatusCode.BadRequest);
        await Server.PostAsync("/v2/publish/http://example.com/", "1", HttpStatusCode.BadRequest, ("Upstash-Callback", url));

        Assert.Null(await Server.NextDueAsync());
    }

    [Fact]
    public async Task A_name_is_judged_by_the_address_that_is_connected_to()
    {
        // The same name with the root's dot: nothing tells before it is looked up.
        await Server.PublishAsync($"http://localhost.:{new Uri(Endpoint.Url).Port}/", ("Upstash-Retries", "0"));
        await Server.DeliverAsync();

        Assert.Empty(Endpoint.Deliveries);
        Assert.Single((await Server.SendAsync(HttpMethod.Get, "/v2/dlq"))!["messages"]!.AsArray());
    }
}
