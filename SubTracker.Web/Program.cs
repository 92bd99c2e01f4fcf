using SubTracker.ServiceDefaults;
using SubTracker.Web;

return await Launch.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);

    builder.AddServiceDefaults();
    builder.AddWeb();

    var app = builder.Build();

    app.MapDefaultEndpoints();
    app.MapWeb();

    await app.RunAsync();
    return 0;
});
