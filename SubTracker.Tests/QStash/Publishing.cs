using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace SubTracker.Tests.QStash;

internal static class Publishing
{
    public static Task<JsonNode?> PublishAsync(this LocalQStash server, string destination, params (string Name, string Value)[] header) =>
        server.PostAsync("/v2/publish/" + destination, "1", HttpStatusCode.OK, header);

    public static async Task<JsonNode?> PostAsync(
        this LocalQStash server, string path, string body, HttpStatusCode expected, params (string Name, string Value)[] header)
    {
        // The destination stands in the path as it is: a Uri that is built from parts would change it.
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url + path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in header)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected == response.StatusCode, $"{path}: {response.StatusCode} {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
