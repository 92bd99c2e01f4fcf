using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SubTracker.Tests.QStash;
using SubTracker.Upstash;

namespace SubTracker.Tests.Conformance;

/// <summary>A service with C# workflows; the host of the JavaScript ones stands before it.</summary>
internal sealed class DotnetWorkflows : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DotnetWorkflows(WebApplication app) => _app = app;

    public WorkflowClient Client => _app.Services.GetRequiredService<WorkflowClient>();

    public static async Task<DotnetWorkflows> StartAsync(LocalQStash server, OfficialSdk sdk)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["QSTASH_URL"] = server.Url,
            ["QSTASH_TOKEN"] = LocalQStash.Token,
            ["QSTASH_CURRENT_SIGNING_KEY"] = LocalQStash.CurrentKey,
            ["QSTASH_NEXT_SIGNING_KEY"] = LocalQStash.NextKey,
            ["UPSTASH_WORKFLOW_URL"] = sdk.Url,
        });
        builder.Services.AddSingleton<TimeProvider>(server.Time);
        builder.Services.AddUpstash(builder.Configuration);
        var app = builder.Build();
        app.MapWorkflow<Worker>("/pair/dotnet");
        app.MapWorkflow<Employer>("/pair/dotnet-parent");
        app.MapWorkflow<Payment>("/pair/dotnet-payment");
        await app.StartAsync();
        await sdk.PostAsync("/control/dotnet", new { url = app.Urls.Single() });
        return new DotnetWorkflows(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

internal sealed record Job(string Work, bool Fails = false);

internal sealed record Done(string Did, string By);

internal sealed record Report(Done? Child, bool IsFailed);

/// <summary>Sleeps and works, or fails for good.</summary>
internal sealed class Worker : Workflow<Job, Done>
{
    public override async Task<Done> RunAsync(WorkflowContext context, Job input)
    {
        await context.SleepAsync("thinking", TimeSpan.FromHours(1));
        return await context.RunAsync("work", _ => input.Fails
            ? throw new WorkflowNonRetryableException("the child failed")
            : Task.FromResult(new Done(input.Work, "C#")));
    }
}

/// <summary>Has JavaScript do a job, and have C# do one in turn.</summary>
internal sealed class Employer : Workflow<Job, object>
{
    public override async Task<object> RunAsync(WorkflowContext context, Job input)
    {
        var own = await context.InvokeAsync<Done>("JavaScript", new WorkflowTrigger("pair/javascript") { Payload = input, Retries = 0 });
        var through = await context.InvokeAsync<Report>("JavaScript, then C#", new WorkflowTrigger("pair/javascript-parent") { Payload = input });
        return new { own, through };
    }
}

/// <summary>Waits for a payment.</summary>
internal sealed class Payment : Workflow<string, decimal>
{
    public override async Task<decimal> RunAsync(WorkflowContext context, string input)
    {
        var paid = await context.WaitForEventAsync<Paid>("paid", input, TimeSpan.FromHours(2));
        return paid.Data?.Amount ?? -1;
    }

    internal sealed record Paid(decimal Amount);
}
