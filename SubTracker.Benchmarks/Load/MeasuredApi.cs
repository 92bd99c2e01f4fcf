using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SubTracker.Benchmarks.Load;

/// <summary>The API in a process and a data folder of its own, with one user who is signed in.</summary>
internal sealed class MeasuredApi : IDisposable
{
    public static readonly string SigningKey = new('k', 48);

    private readonly DirectoryInfo _folder;

    private MeasuredApi(DirectoryInfo folder, ServerProcess server) =>
        (_folder, Server, Client) = (folder, server, new HttpClient { BaseAddress = new(server.Url, "/api/v1/"), Timeout = TimeSpan.FromMinutes(10) });

    public ServerProcess Server { get; }

    public HttpClient Client { get; }

    public static async Task<MeasuredApi> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("api-benchmark-");
        var api = new MeasuredApi(folder, await ServerProcess.StartAsync("SubTracker.ApiService", Environment(folder), cancellationToken));
        await api.SignUpAsync(cancellationToken);
        return api;
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task SignUpAsync(CancellationToken cancellationToken)
    {
        using var answer = await Client.PostAsJsonAsync(
            "auth/sign-up", new { name = "Ada", email = "ada@example.org", password = "correct horse battery" }, cancellationToken);
        var signedIn = JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken))!;
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)signedIn["data"]!["token"]!);
    }

    // Nobody listens at the queue: nothing is to be reminded.
    public static Dictionary<string, string> Environment(DirectoryInfo folder) => new()
    {
        ["SubTracker__DataFolder"] = folder.FullName,
        ["Jwt__SigningKey"] = SigningKey,
        ["Links__SigningKey"] = new string('l', 48),
        ["Currencies__SourceUrl"] = "",
        ["QSTASH_URL"] = "http://127.0.0.1:9",
        ["QSTASH_TOKEN"] = "benchmark",
        ["QSTASH_CURRENT_SIGNING_KEY"] = "sig_benchmark",
        ["UPSTASH_WORKFLOW_URL"] = "http://127.0.0.1:9",
        ["Logging__LogLevel__Default"] = "Warning",
    };
}
