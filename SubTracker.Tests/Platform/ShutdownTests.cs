using System.Net;
using SubTracker.ServiceDefaults;

namespace SubTracker.Tests.Platform;

public sealed class ShutdownTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_that_stops_says_so_first_and_still_answers_until_the_others_have_noticed()
    {
        await using var api = await ApiHost.StartAsync(new() { ["Shutdown:Drain"] = "00:00:05" });
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(api, "/health"));
        using var client = api.NewClient();
        Assert.Null((await client.GetAsync("/alive", Token)).Headers.ConnectionClose);

        var stopped = api.StopAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(api, "/health"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(api, "/alive"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(api, "/openapi/v1.json"));
        Assert.True((await client.GetAsync("/alive", Token)).Headers.ConnectionClose);
        Assert.True((await client.GetAsync("/api/v1/nothing", Token)).Headers.ConnectionClose);
        Assert.False(stopped.IsCompleted);

        api.Clock.Advance(TimeSpan.FromSeconds(5));
        await stopped;
        await Assert.ThrowsAsync<HttpRequestException>(() => StatusAsync(api, "/alive"));
    }

    [Theory]
    [InlineData("five seconds")]
    [InlineData("-00:00:05")]
    [InlineData("1.00:00:00")]
    public async Task A_window_that_is_none_stops_the_start_with_a_sentence(string window)
    {
        var refused = await Assert.ThrowsAsync<CannotStartException>(
            () => ApiHost.StartAsync(new() { ["Shutdown:Drain"] = window }));
        Assert.Equal("Shutdown:Drain (Shutdown__Drain) is a duration such as 00:00:05.", refused.Message);
    }

    private static async Task<HttpStatusCode> StatusAsync(ApiHost api, string path)
    {
        using var client = api.NewClient();
        return (await client.GetAsync(path, Token)).StatusCode;
    }
}
