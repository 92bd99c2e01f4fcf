using SubTracker.QStash;
using SubTracker.ServiceDefaults;

return await Launch.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);

    builder.AddServiceDefaults();
    builder.AddQStash();

    var app = builder.Build();

    app.MapDefaultEndpoints();
    app.MapQStash();

    await app.RunAsync();
    return 0;
});
