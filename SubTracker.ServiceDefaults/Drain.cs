using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace SubTracker.ServiceDefaults;

/// <summary>
/// Going away politely: <c>/health</c> says no first, so that a load balancer sends nobody any more, and only when it has had the time to
/// notice (<c>Shutdown:Drain</c>, <c>00:00:00</c> by default) does the service stop listening. Until then each answer ends its connection: one that
/// is kept would be closed under whoever sends his next request over it. Requests in hand are finished either way.
/// </summary>
internal sealed class Drain(IConfiguration configuration, TimeProvider clock) : IHostedLifecycleService, IHealthCheck, IStartupFilter
{
    public const string Advice = "Shutdown:Drain (Shutdown__Drain) is a duration such as 00:00:05.";

    private readonly TimeSpan _window = Read(configuration["Shutdown:Drain"]);
    private bool _stopping;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Volatile.Read(ref _stopping) ? HealthCheckResult.Unhealthy("Stopping") : HealthCheckResult.Healthy());

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Who is told twice to stop waits once.
        var first = !Interlocked.Exchange(ref _stopping, true);
        return first && _window > TimeSpan.Zero ? Task.Delay(_window, clock, cancellationToken) : Task.CompletedTask;
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, handle) =>
        {
            // As the answer starts: an error clears the headers. HTTP/2 and 3 tell a client to go in words of their own.
            if (Volatile.Read(ref _stopping) && HttpProtocol.IsHttp11(context.Request.Protocol))
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers.Connection = "close";
                    return Task.CompletedTask;
                });
            return handle(context);
        });
        next(app);
    };

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static TimeSpan Read(string? text) => string.IsNullOrEmpty(text)
        ? TimeSpan.Zero
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var window) && window >= TimeSpan.Zero && window <= TimeSpan.FromMinutes(5)
            ? window
            : throw new CannotStartException(Advice);
}
