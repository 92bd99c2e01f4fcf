using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SubTracker.Tests.Platform;

/// <summary>The programs themselves, told something wrong.</summary>
public sealed class LaunchTests
{
    [Theory]
    [InlineData("SubTracker.ApiService", "ConnectionStrings__subtracker=", "Say where the data is kept: ConnectionStrings__subtracker=mongodb://… for MongoDB, or SubTracker__DataFolder for a folder with SQLite.")]
    [InlineData("SubTracker.ApiService", "ConnectionStrings__subtracker=mongodb://127.0.0.1:1/x?serverSelectionTimeoutMS=100", "MongoDB does not answer at 127.0.0.1:1: start it, or correct ConnectionStrings__subtracker.")]
    [InlineData("SubTracker.ApiService", "Email__Port=0", "Email:Port lies between 1 and 65535.")]
    [InlineData("SubTracker.ApiService", "Links__BaseUrl=subtracker.example", "Set Links:BaseUrl (Links__BaseUrl) to the address at which browsers reach SubTracker, such as https://subtracker.example.")]
    [InlineData("SubTracker.ApiService", "Links__BaseUrl=", "Set Links:BaseUrl (Links__BaseUrl) to the address at which browsers reach SubTracker, such as https://subtracker.example.")]
    [InlineData("SubTracker.Web", "Web__ApiBaseUrl=api:5090", "Set Web:ApiBaseUrl (Web__ApiBaseUrl) to the address of the API, such as http://127.0.0.1:5090.")]
    [InlineData("SubTracker.Web", "Web__Secret=short", "Set Web:Secret (Web__Secret) to a secret of at least 32 characters, the same for the web and the API.")]
    [InlineData("SubTracker.QStash", "ASPNETCORE_URLS=http://0.0.0.0:0", "QStash would listen on 0.0.0.0:0, which is not loopback: set QStash__AllowAnyAddress=true to allow it.")]
    public async Task A_setting_that_is_wrong_stops_the_start_with_one_sentence(string program, string setting, string sentence)
    {
        var (exitCode, output, error) = await RunAsync(program, setting);

        Assert.Equal((1, sentence), (exitCode, error.Trim()));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_stops_the_start_with_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (exitCode, output, error) = await RunAsync("SubTracker.Standalone", $"URLS=http://{taken.LocalEndpoint}");

        Assert.Equal((1, $"Failed to bind to address http://{taken.LocalEndpoint}: address already in use."), (exitCode, error.Trim()));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string program, string setting)
    {
        var folder = Directory.CreateTempSubdirectory("subtracker-launch-");
        var description = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{program}.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["SubTracker__DataFolder"] = setting.StartsWith("ConnectionStrings", StringComparison.Ordinal) ? "" : folder.FullName,
                ["QStash__DataFolder"] = folder.FullName,
                ["Jwt__SigningKey"] = new string('k', 48),
                ["Links__SigningKey"] = new string('l', 48),
                ["QSTASH_URL"] = "http://127.0.0.1:1",
                ["QSTASH_TOKEN"] = "token",
                ["QSTASH_CURRENT_SIGNING_KEY"] = "sig_current",
                ["QSTASH_NEXT_SIGNING_KEY"] = "sig_next",
                ["UPSTASH_WORKFLOW_URL"] = "http://127.0.0.1:1",
                ["Web__ApiBaseUrl"] = "http://127.0.0.1:1",
            },
        };
        var at = setting.IndexOf('=', StringComparison.Ordinal);
        description.Environment[setting[..at]] = setting[(at + 1)..];
        using var process = Process.Start(description)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        folder.Delete(recursive: true);
        return (process.ExitCode, await output, error);
    }
}
