using Microsoft.Extensions.DependencyInjection.Extensions;
using SubTracker.QStash.Access;
using SubTracker.QStash.DeadLetters;
using SubTracker.QStash.Delivery;
using SubTracker.QStash.Events;
using SubTracker.QStash.FlowControl;
using SubTracker.QStash.Keys;
using SubTracker.QStash.Logs;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Queues;
using SubTracker.QStash.Retention;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Schedules;
using SubTracker.QStash.Storage;
using SubTracker.QStash.UrlGroups;
using SubTracker.QStash.Waiters;

namespace SubTracker.QStash;

/// <summary>A local, durable QStash and Upstash Workflow server that the official SDKs can talk to.</summary>
public static class QStashServer
{
    private const string DefaultUrl = "http://127.0.0.1:8080";
    private const long LargestBody = 50 * 1024 * 1024;
    private static readonly string[] s_addressKeys = ["urls", "http_ports", "https_ports"];

    public static void AddQStash(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.Services.AddOptions<QStashOptions>()
            .BindConfiguration("QStash")
            .Configure(options =>
            {
                options.Token = configuration["QSTASH_TOKEN"] ?? options.Token;
                options.CurrentSigningKey = configuration["QSTASH_CURRENT_SIGNING_KEY"] ?? options.CurrentSigningKey;
                options.NextSigningKey = configuration["QSTASH_NEXT_SIGNING_KEY"] ?? options.NextSigningKey;
            })
            .ValidateDataAnnotations()
            .ValidateOnStart();

        if (s_addressKeys.All(key => string.IsNullOrEmpty(configuration[key]))
            && !configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            // A trigger by publish carries the user's headers twice: for the run, and for its failure callback.
            kestrel.Limits.MaxRequestHeaderCount = 1000;
            kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;
        });
        // What is no HTTP is refused before it comes to us; that leaves its line too.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Debug);
        builder.AddAccess();

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Doorbell>();
        builder.Services.AddSingleton<QStashFile>();
        builder.Services.AddSingleton<Writer>();
        builder.Services.AddSingleton<Readers>();
        builder.Services.AddSingleton<SigningKeys>();
        builder.AddDelivery();
        builder.AddRetention();
    }

    public static void MapQStash(this WebApplication app)
    {
        app.UseAccess();
        app.UseStatusCodePages(context => new Refusal(
            context.HttpContext.Response.StatusCode, $"there is no {context.HttpContext.Request.Method} {context.HttpContext.Request.Path} here").WriteAsync(context.HttpContext));
        var api = app.MapGroup("/v2").AddEndpointFilter<RefusalFilter>();
        api.MapMessages();
        api.MapQueues();
        api.MapFlowControl();
        api.MapUrlGroups();
        api.MapSchedules();
        api.MapEvents();
        api.MapRuns();
        api.MapTrigger();
        api.MapWaiters();
        api.MapRunLogs();
        api.MapDeadLetters();
        api.MapRunDeadLetters();
        api.MapKeys();
        // Opens the file, so that a folder in use or a full disk is known at the start.
        app.Services.GetRequiredService<Writer>();
    }
}
