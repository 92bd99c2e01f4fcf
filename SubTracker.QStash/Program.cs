using Microsoft.Extensions.Options;
using SubTracker.QStash;
using SubTracker.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddQStash();

var app = builder.Build();

try
{
    app.MapDefaultEndpoints();
    app.MapQStash();

    app.Run();
    return 0;
}
catch (Exception refused) when (refused is CannotStartException or OptionsValidationException or IOException)
{
    // The sentence tells what to do; a stack trace would hide it.
    Console.Error.WriteLine(refused.Message);
    return 1;
}
