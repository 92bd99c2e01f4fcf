using SubTracker.QStash;

namespace SubTracker.Standalone;

/// <summary>The local QStash on a loopback port of its own, whatever the application itself listens on.</summary>
internal static class LocalQueue
{
    public static async Task<WebApplication> StartAsync(DataFolder data, TimeProvider clock)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(QStashServer).Assembly.GetName().Name });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["QStash:DataFolder"] = Path.Combine(data.Path, "qstash"),
            ["QSTASH_TOKEN"] = data.Secrets.QStashToken,
            ["QSTASH_CURRENT_SIGNING_KEY"] = data.Secrets.CurrentSigningKey,
            ["QSTASH_NEXT_SIGNING_KEY"] = data.Secrets.NextSigningKey,
            ["Logging:LogLevel:Microsoft"] = "Warning",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(clock);
        builder.AddQStash();
        var qstash = builder.Build();
        qstash.MapQStash();
        await qstash.StartAsync();
        return qstash;
    }
}
