using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Upstash;

namespace SubTracker.ApiService.Reminders;

internal static class ReminderEndpoints
{
    public static void AddReminders(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddUpstash(builder.Configuration);
        services.AddSingleton<RenewalPlanner>();
        services.AddSingleton<IRenewalScheduler>(s => s.GetRequiredService<RenewalPlanner>());
        services.AddSingleton<ISettingsFollower>(s => s.GetRequiredService<RenewalPlanner>());
        services.AddSingleton<ReminderSender>();
        services.AddSingleton<ReminderDelivery>();
        services.AddSingleton<ReminderMetrics>();
        services.AddSingleton<IChangeListener, ChangeAnnouncer>();
        services.AddSingleton<AnnouncementDelivery>();
        services.AddSingleton<Reconciler>();
        services.AddHostedService<ReconcilerLoop>();
    }

    /// <summary>Under the prefix: the preview, and the workflow that QStash calls (signed, no bearer token).</summary>
    public static void MapReminders(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/subscriptions/preview", PreviewEndpoint.PreviewAsync)
            .WithName("PreviewSubscription").WithTags("Subscriptions");
        routes.MapWorkflow<RenewalReminders>("/workflows/subscription/reminder");
    }
}
