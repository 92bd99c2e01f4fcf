using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace SubTracker.Tests.Platform;

internal static class Loops
{
    /// <summary>Takes a background service out: the test makes its rounds itself, when it wants them.</summary>
    public static void WithoutLoop<T>(this WebApplicationBuilder builder) where T : IHostedService => builder.Services.Remove(
        builder.Services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(T)));
}
