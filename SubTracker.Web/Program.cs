using SubTracker.ServiceDefaults;
using SubTracker.Web;
using SubTracker.Web.Session;

return await Launch.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);

    builder.AddServiceDefaults();
    builder.AddWeb();

    var app = builder.Build();

    app.MapDefaultEndpoints();
    app.MapWeb();
    app.MapFeed();

    await app.RunAsync();
    return 0;
});
