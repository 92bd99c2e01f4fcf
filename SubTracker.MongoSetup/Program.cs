using SubTracker.ApiService;
using SubTracker.ServiceDefaults;

// Prepares the database and ends: the API waits for it, and finds indexes, validators and the first administrator in place.
return await Launch.RunAsync(async () =>
{
    var builder = Host.CreateApplicationBuilder(args);

    builder.AddServiceDefaults();
    builder.AddMongoDBClient("subtracker");
    builder.AddDatabaseSetup();

    using var host = builder.Build();

    await host.Services.SetUpDatabaseAsync(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
    return 0;
});
