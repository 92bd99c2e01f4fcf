using Scalar.AspNetCore;
using SubTracker.ApiService.Admin;
using SubTracker.ApiService.Auth;
using SubTracker.ApiService.Calendar;
using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Statistics;
using SubTracker.ApiService.Storage;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Transfer;
using SubTracker.ApiService.Users;

namespace SubTracker.ApiService;

public static class ApiServiceExtensions
{
    public static void AddApiService(this WebApplicationBuilder builder)
    {
        builder.AddPlatform();
        builder.AddStorage();
        builder.AddAuth();
        builder.AddCurrencies();
        builder.AddUsers();
        builder.AddSubscriptions();
        builder.AddStatistics();
        builder.AddReminders();
        builder.AddNotifications();
        builder.AddTransfer();
        builder.AddAdmin();
    }

    public static void MapApiService(this WebApplication app)
    {
        app.UsePlatform();
        app.MapOpenApi();
        app.MapScalarApiReference();

        var api = app.MapApi().RequireAuthorization(Access.SignedIn);
        api.MapAuth();
        api.MapWebKeys();
        api.MapUsers();
        api.MapCurrencies();
        api.MapSubscriptions();
        api.MapStatistics();
        api.MapReminders();
        api.MapNotifications();
        api.MapCalendar();
        api.MapTransfer();
        api.MapAdmin();
    }
}
