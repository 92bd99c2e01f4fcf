using SubTracker.QStash;
using SubTracker.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddQStash();

var app = builder.Build();

app.MapDefaultEndpoints();
app.MapQStash();

app.Run();
