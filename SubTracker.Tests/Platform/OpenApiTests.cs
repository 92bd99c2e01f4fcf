using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using SubTracker.Contracts;

namespace SubTracker.Tests.Platform;

/// <summary>The OpenAPI document is a checked-in snapshot: a changed line is a decision. SUBTRACKER_UPDATE_SNAPSHOTS=1 writes it anew.</summary>
public sealed class OpenApiTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private static readonly JsonSerializerOptions s_indented = new(ContractJson.Options) { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public async Task The_document_is_the_one_that_was_decided_on()
    {
        var actual = (await DocumentAsync()).ToJsonString(s_indented) + "\n";
        var file = Snapshot();
        if (Environment.GetEnvironmentVariable("SUBTRACKER_UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(file, actual, TestContext.Current.CancellationToken);
        Assert.SkipUnless(File.Exists(file), "The sources are not where these tests were built.");
        Assert.Equal((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), actual);
    }

    [Theory]
    [InlineData("post", "/api/v1/auth/sign-up")]
    [InlineData("post", "/api/v1/auth/sign-in")]
    [InlineData("post", "/api/v1/auth/sign-out")]
    [InlineData("get", "/api/v1/users/me")]
    [InlineData("get", "/api/v1/subscriptions")]
    [InlineData("get", "/api/v1/subscriptions/{id}")]
    [InlineData("post", "/api/v1/subscriptions")]
    [InlineData("put", "/api/v1/subscriptions/{id}")]
    [InlineData("delete", "/api/v1/subscriptions/{id}")]
    [InlineData("get", "/api/v1/subscriptions/user/{userId}")]
    [InlineData("put", "/api/v1/subscriptions/{id}/cancel")]
    [InlineData("get", "/api/v1/subscriptions/upcoming-renewals")]
    [InlineData("get", "/api/v1/subscriptions/{id}/renewals")]
    [InlineData("post", "/api/v1/subscriptions/preview")]
    public async Task A_path_of_the_first_contract_is_in_it(string verb, string path) =>
        Assert.NotNull((await DocumentAsync())["paths"]![path]?[verb]);

    /// <summary>Without the server's address, which is another on every start.</summary>
    private async Task<JsonObject> DocumentAsync()
    {
        var json = await fixture.System.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        var document = JsonNode.Parse(json)!.AsObject();
        document.Remove("servers");
        return document;
    }

    private static string Snapshot([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "openapi.v1.json");
}
