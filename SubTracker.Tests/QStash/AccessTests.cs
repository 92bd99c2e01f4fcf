using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using SubTracker.QStash;
using SubTracker.ServiceDefaults;

namespace SubTracker.Tests.QStash;

public sealed class AccessTests : IAsyncLifetime
{
    private LocalQStash _server = null!;

    public async ValueTask InitializeAsync() => _server = await LocalQStash.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer " + LocalQStash.Token, HttpStatusCode.OK)]
    public async Task The_token_is_asked_for(string? authorization, HttpStatusCode expected) =>
        Assert.Equal(expected, await StatusAsync("/v2/keys", ("Authorization", authorization)));

    [Fact]
    public async Task The_token_may_stand_in_the_query() =>
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"/v2/keys?qstash_token={LocalQStash.Token}"));

    [Theory]
    [InlineData("Origin", "http://127.0.0.1")]
    [InlineData("Host", "evil.example")]
    public async Task No_browser_is_answered(string name, string value) => Assert.Equal(
        HttpStatusCode.Forbidden, await StatusAsync("/v2/keys", ("Authorization", "Bearer " + LocalQStash.Token), (name, value)));

    [Fact]
    public async Task The_keys_are_those_of_the_configuration()
    {
        var keys = await _server.SendAsync(HttpMethod.Get, "/v2/keys");

        Assert.Equal($$"""{"current":"{{LocalQStash.CurrentKey}}","next":"{{LocalQStash.NextKey}}"}""", keys!.ToJsonString());
    }

    [Fact]
    public async Task Rotated_keys_stay_rotated()
    {
        var rotated = await _server.SendAsync(HttpMethod.Post, "/v2/keys/rotate");

        Assert.Equal(LocalQStash.NextKey, (string?)rotated!["current"]);
        Assert.Equal(rotated.ToJsonString(), (await _server.SendAsync(HttpMethod.Get, "/v2/keys"))!.ToJsonString());
    }

    [Theory]
    [InlineData("http://0.0.0.0:0", false, "secret", "AllowAnyAddress")]
    [InlineData("http://*:0", false, "secret", "AllowAnyAddress")]
    [InlineData("http://0.0.0.0:0", true, null, "QSTASH_TOKEN")]
    // The next key is the published one.
    [InlineData("http://0.0.0.0:0", true, "secret", "QSTASH_NEXT_SIGNING_KEY")]
    public async Task It_listens_beyond_loopback_only_where_told_and_with_secrets_of_its_own(string url, bool isAllowed, string? secret, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("qstash-");
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = url,
            ["QStash:DataFolder"] = folder.FullName,
            ["QStash:AllowAnyAddress"] = isAllowed.ToString(),
            ["QSTASH_TOKEN"] = secret,
            ["QSTASH_CURRENT_SIGNING_KEY"] = secret,
        });
        builder.AddQStash();
        await using var app = builder.Build();
        app.MapQStash();

        var refused = await Assert.ThrowsAsync<CannotStartException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private async Task<HttpStatusCode> StatusAsync(string path, params (string Name, string? Value)[] header)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Url + path);
        foreach (var (name, value) in header)
        {
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
