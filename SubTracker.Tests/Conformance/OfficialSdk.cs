using System.ComponentModel;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using SubTracker.Tests.QStash;

namespace SubTracker.Tests.Conformance;

/// <summary>Node with the official JavaScript SDK: its endpoint, and its clients called by name.</summary>
internal sealed class OfficialSdk : IDisposable
{
    private const string Listening = "listening on ";

    private readonly Process _process;
    private readonly HttpClient _http;

    private OfficialSdk(Process process, string url)
    {
        _process = process;
        Url = url;
        _http = new HttpClient { BaseAddress = new Uri(url) };
    }

    public string Url { get; }

    public static async Task<OfficialSdk> StartAsync(LocalQStash server)
    {
        var start = Command("node", "server.mjs");
        start.Environment["QSTASH_URL"] = server.Url;
        start.Environment["QSTASH_TOKEN"] = LocalQStash.Token;
        start.Environment["QSTASH_CURRENT_SIGNING_KEY"] = LocalQStash.CurrentKey;
        start.Environment["QSTASH_NEXT_SIGNING_KEY"] = LocalQStash.NextKey;
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                // Whatever else it says must not fill the pipes.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
                return new OfficialSdk(process, line[Listening.Length..]);
            }
        }

        throw new InvalidOperationException("node ended: " + await process.StandardError.ReadToEndAsync(CancellationToken.None));
    }

    /// <summary>Calls a method of a client, such as <c>workflow dlq.list</c>; a rejected call fails the test.</summary>
    public async Task<JsonNode?> CallAsync(string client, string path, params object[] args)
    {
        var answer = await PostAsync("/control/call", new { client, path, args });
        Assert.True(answer!["error"] is null, $"{client}.{path}: {answer["error"]}");
        return answer["result"];
    }

    public async Task<JsonNode?> PostAsync(string path, object body)
    {
        using var response = await _http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<JsonNode> SeenAsync() =>
        JsonNode.Parse(await _http.GetStringAsync(new Uri("/control/seen", UriKind.Relative), TestContext.Current.CancellationToken))!;

    public void Dispose()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    /// <returns>Why the SDK is not there, or <c>null</c> where it is.</returns>
    public static async Task<string?> InstallAsync()
    {
        // npm writes its own lock file last.
        if (File.GetLastWriteTimeUtc(Path.Combine(Folder(), "node_modules", ".package-lock.json")) > File.GetLastWriteTimeUtc(Path.Combine(Folder(), "package-lock.json")))
            return null;
        try
        {
            using var npm = Process.Start(Command("npm", "ci", "--no-audit", "--no-fund"))!;
            var output = npm.StandardOutput.ReadToEndAsync();
            var errors = await npm.StandardError.ReadToEndAsync();
            await npm.WaitForExitAsync();
            return npm.ExitCode == 0 ? null : $"npm ci failed: {errors} {await output}";
        }
        catch (Win32Exception missing)
        {
            return $"node is not installed: {missing.Message}";
        }
    }

    /// <summary>Runs a script of this folder to its end; what it prints.</summary>
    public static async Task<string> RunAsync(string script, string argument, string input)
    {
        var start = Command("node", script, argument);
        start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.BaseStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(input));
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return await output;
    }

    private static ProcessStartInfo Command(string name, params string[] arguments) => new(name, arguments)
    {
        WorkingDirectory = Folder(),
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
