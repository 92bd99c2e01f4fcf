using Microsoft.Extensions.Configuration.Memory;
using SubTracker.ApiService;
using SubTracker.ServiceDefaults;
using SubTracker.Web;

namespace SubTracker.Standalone;

/// <summary>API, web front end and local QStash in one process, on one data folder.</summary>
internal static class StandaloneHost
{
    public static Task<int> RunAsync(string[] args, TimeProvider clock) => Launch.RunAsync(() => RunToTheEndAsync(args, clock));

    private static async Task<int> RunToTheEndAsync(string[] args, TimeProvider clock)
    {
        var builder = WebApplication.CreateBuilder(args);
        var addresses = OwnAddresses.From(builder.Configuration["urls"]);
        using var data = DataFolder.Open(builder.Configuration["SubTracker:DataFolder"]);
        if (addresses is null || data is null)
        {
            await Console.Error.WriteLineAsync(addresses is null ? OwnAddresses.Advice : DataFolder.InUse);
            return 1;
        }

        // Upstash keeps the workflows where the operator says so; else the local QStash does, in this process.
        await using var qstash = builder.Configuration["QSTASH_URL"] is null ? await LocalQueue.StartAsync(data, clock) : null;
        builder.Services.AddSingleton(clock);
        builder.WebHost.UseUrls(addresses.Listen).UseStaticWebAssets();
        // Below everything that the operator has configured.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults(addresses, data, qstash) });
        builder.AddServiceDefaults();
        builder.AddApiService();
        builder.AddWeb();

        await using var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapApiService();
        app.MapWeb();
        await app.StartAsync();
        Console.WriteLine($"SubTracker is ready: open {addresses.Self} in your browser.");
        Console.WriteLine(builder.Configuration.GetConnectionString("subtracker") is { Length: > 0 }
            ? $"Your data is in MongoDB, its keys and the queue are in {data.Path}. Stop with Ctrl+C."
            : $"Your data is in {data.Path}. Stop with Ctrl+C.");
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static Dictionary<string, string?> Defaults(OwnAddresses addresses, DataFolder data, WebApplication? qstash) => new()
    {
        ["SubTracker:DataFolder"] = data.Path,
        ["Jwt:SigningKey"] = data.Secrets.JwtSigningKey,
        ["Links:SigningKey"] = data.Secrets.LinkSigningKey,
        ["QSTASH_URL"] = qstash?.Urls.Single(),
        ["QSTASH_TOKEN"] = data.Secrets.QStashToken,
        ["QSTASH_CURRENT_SIGNING_KEY"] = data.Secrets.CurrentSigningKey,
        ["QSTASH_NEXT_SIGNING_KEY"] = data.Secrets.NextSigningKey,
        ["UPSTASH_WORKFLOW_URL"] = addresses.Self,
        ["Web:ApiBaseUrl"] = addresses.Self,
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:System"] = "Warning",
        ["Logging:LogLevel:Polly"] = "Warning",
    };
}
