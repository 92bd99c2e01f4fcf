using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService;
using SubTracker.QStash;
using SubTracker.ServiceDefaults;
using SubTracker.Web;

namespace SubTracker.Tests.Faults;

/// <summary>API, web and queue as processes of their own: the products' own composition, on a clock that follows a file, the API with places to be held at.</summary>
internal static class FaultHost
{
    public static Task<int> RunApiAsync(string folder, string[] args) => RunAsync(folder, args, builder =>
    {
        builder.AddApiService();
        FaultPoint.AddTo(builder.Services, folder);
    }, app => app.MapApiService());

    public static Task<int> RunWebAsync(string folder, string[] args) => RunAsync(folder, args, builder => builder.AddWeb(), app => app.MapWeb());

    public static Task<int> RunQStashAsync(string folder, string[] args) => RunAsync(folder, args, builder => builder.AddQStash(), app => app.MapQStash());

    private static Task<int> RunAsync(string folder, string[] args, Action<WebApplicationBuilder> add, Action<WebApplication> map) => Launch.RunAsync(async () =>
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSingleton<TimeProvider>(new FileClock(FileClock.In(folder)));
        builder.AddServiceDefaults();
        add(builder);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        map(app);
        await app.RunAsync();
        return 0;
    });
}
