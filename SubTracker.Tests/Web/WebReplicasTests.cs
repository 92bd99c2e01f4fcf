using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Auth;
using SubTracker.Contracts.Auth;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Web;

/// <summary>Several web front ends before one API: they share nothing but the secret, and none of them has a data folder.</summary>
public sealed class WebReplicasTests : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    private ApiHost _api = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await ApiHost.StartAsync(new() { ["Web:Secret"] = Secret });

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task What_one_replica_protects_another_reads_and_a_third_with_another_secret_does_not()
    {
        await using var one = await WebHost.StartAsync(_api.Client.BaseAddress!, Secret);
        await using var two = await WebHost.StartAsync(_api.Client.BaseAddress!, Secret);
        var cookie = Protector(one).Protect("a session");

        Assert.Equal("a session", Protector(two).Unprotect(cookie));

        await using var stranger = await WebHost.StartAsync(_api.Client.BaseAddress!, new string('x', 32));
        Assert.ThrowsAny<Exception>(() => Protector(stranger).Unprotect(cookie));
    }

    [Fact]
    public async Task The_database_holds_no_key_that_could_be_read()
    {
        await using var web = await WebHost.StartAsync(_api.Client.BaseAddress!, Secret);
        Protector(web).Protect("a session");

        var key = Assert.Single(await _api.Services.GetRequiredService<IWebKeyStore>().ListAsync(Token));
        Assert.Contains("<sealed", key.Xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", key.Xml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer 0123456789abcdef0123456789abcdeF")]
    public async Task Nobody_else_finds_the_keys(string? authorization)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var request = new HttpRequestMessage(method, "/api/v1/web-keys");
            if (method == HttpMethod.Post)
                request.Content = new StringContent("""{ "name": "mine", "xml": "<key />" }""", null, "application/json");
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
            Assert.Equal(HttpStatusCode.NotFound, (await _api.Client.SendAsync(request, Token)).StatusCode);
        }
        Assert.Empty(await _api.Services.GetRequiredService<IWebKeyStore>().ListAsync(Token));
    }

    [Fact]
    public async Task Without_a_secret_there_is_nothing_to_be_found()
    {
        await using var api = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/web-keys") { Headers = { Authorization = new("Bearer", "") } };
        Assert.Equal(HttpStatusCode.NotFound, (await api.Client.SendAsync(request, Token)).StatusCode);
    }

    [Fact]
    public async Task A_key_that_is_stored_never_changes()
    {
        var store = _api.Services.GetRequiredService<IWebKeyStore>();
        await store.AddAsync(new WebKey("key-1", "<first />"), Token);
        await store.AddAsync(new WebKey("key-1", "<second />"), Token);
        Assert.Equal([new("key-1", "<first />")], await store.ListAsync(Token));
    }

    private static IDataProtector Protector(WebHost web)
    {
        // The repository is ours, not the framework's default of a folder in the home directory.
        Assert.NotNull(web.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<KeyManagementOptions>>().Value.XmlRepository);
        return web.Services.GetDataProtectionProvider().CreateProtector("test");
    }
}
