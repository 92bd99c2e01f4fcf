using SubTracker.ApiService;
using SubTracker.ServiceDefaults;

return await Launch.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);

    builder.AddServiceDefaults();
    builder.AddApiService();

    var app = builder.Build();

    app.MapDefaultEndpoints();
    app.MapApiService();

    await app.RunAsync();
    return 0;
});
