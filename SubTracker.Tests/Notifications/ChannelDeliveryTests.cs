using System.Net;
using SubTracker.Contracts.Notifications;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Notifications;

/// <summary>The test button, from the API to somebody's web server; loopback is reached where the installation allows it.</summary>
public sealed class ChannelDeliveryTests
{
    [Fact]
    public async Task The_test_button_reaches_a_webhook_that_is_allowed_and_says_what_went_wrong_where_it_does()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        await using var host = await ApiHost.StartAsync(new() { ["Outgoing:AllowedHosts:0"] = receiver.Address.Authority });
        var (client, _) = await host.SignUpAsync();
        var channel = await CreateAsync(client, receiver.Url);

        var answer = await (await client.PostJsonAsync($"/api/v1/channels/{channel.Id}/test", "{}")).DataAsync<ChannelTestResponse>();
        Assert.Equal("The test message was sent to Home.", answer.Detail);
        Assert.Equal("test", Assert.Single(receiver.Requests).Headers["SubTracker-Event"]);

        receiver.AnswerWith(410, "gone fishing");
        var problem = await (await client.PostJsonAsync($"/api/v1/channels/{channel.Id}/test", "{}")).ProblemAsync(HttpStatusCode.BadGateway);
        Assert.Contains("gone fishing", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_in_the_installation_s_own_network_is_not_reached()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        await using var host = await ApiHost.StartAsync();
        var (client, _) = await host.SignUpAsync();
        var channel = await CreateAsync(client, receiver.Url);
        var problem = await (await client.PostJsonAsync($"/api/v1/channels/{channel.Id}/test", "{}")).ProblemAsync(HttpStatusCode.BadGateway);
        Assert.Contains("Outgoing__AllowedHosts", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task Five_tests_a_minute_are_enough_for_one_user_and_do_not_hinder_another()
    {
        await using var host = await ApiHost.StartAsync();
        var (ada, _) = await host.SignUpAsync();
        var (bob, _) = await host.SignUpAsync("Bob");
        static Task<HttpResponseMessage> TestAsync(HttpClient client) => client.PostJsonAsync("/api/v1/channels/email/test", "{}");
        for (var test = 0; test < 5; test++)
            await (await TestAsync(ada)).DataAsync<ChannelTestResponse>();
        host.Clock.Advance(TimeSpan.FromSeconds(20));
        using var refused = await TestAsync(ada);
        await refused.ProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.Equal(TimeSpan.FromSeconds(40), refused.Headers.RetryAfter?.Delta);
        await (await TestAsync(bob)).DataAsync<ChannelTestResponse>();
        host.Clock.Advance(TimeSpan.FromSeconds(40));
        await (await TestAsync(ada)).DataAsync<ChannelTestResponse>();
    }

    [Fact]
    public async Task An_allow_list_that_cannot_be_read_stops_the_start()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => ApiHost.StartAsync(new() { ["Outgoing:AllowedHosts:0"] = "192.168.0.0/99" }));
        Assert.Contains("192.168.0.0/99", refused.ToString(), StringComparison.Ordinal);
    }

    private static async Task<ChannelResponse> CreateAsync(HttpClient client, string url) => await (await client.PostJsonAsync(
        "/api/v1/channels",
        $$"""{ "type": "webhook", "name": "Home", "settings": { "url": "{{url}}", "secret": "0123456789abcdef" } }""")).DataAsync<ChannelResponse>();
}
