using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Client;

/// <summary>The clients alone, without a service around them.</summary>
internal static class Clients
{
    public static ServiceProvider Of(HttpMessageHandler qstash)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["QSTASH_URL"] = "http://127.0.0.1:18080",
            ["QSTASH_TOKEN"] = "token",
            ["QSTASH_CURRENT_SIGNING_KEY"] = "sig_current",
            ["UPSTASH_WORKFLOW_URL"] = "https://public.example/",
        }).Build();
        var services = new ServiceCollection().AddUpstash(configuration);
        services.AddHttpClient("Upstash").ConfigurePrimaryHttpMessageHandler(() => qstash);
        return services.BuildServiceProvider();
    }
}
