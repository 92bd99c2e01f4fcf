using SubTracker.ServiceDefaults;
using SubTracker.Web;
using SubTracker.Web.Platform;

return await Launch.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);

    builder.AddServiceDefaults();
    builder.AddWeb();

    var app = builder.Build();

    app.MapDefaultEndpoints();
    app.MapWeb();
    app.MapToApi();

    await app.RunAsync();
    return 0;
});
