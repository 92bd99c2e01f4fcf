using SubTracker.ApiService;
using SubTracker.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddApiService();

var app = builder.Build();

app.MapDefaultEndpoints();
app.MapApiService();

app.Run();
