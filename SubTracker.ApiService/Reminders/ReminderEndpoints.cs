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
        services.AddSingleton<ReminderLedger>();
        services.AddSingleton<IUserData, ReminderData>();
        services.AddSingleton<ReminderTimeline>();
        services.AddSingleton<ReminderActs>();
        services.AddOptions<LinkOptions>().BindConfiguration("Links")
            .Validate(options => options.IsLongEnough, LinkOptions.Advice)
            // Said and left empty, as in a file that waits to be filled in, it is not the default.
            .Validate<IConfiguration>((options, configuration) => options.IsReachable || configuration["Links:BaseUrl"] is null, LinkOptions.BaseUrlAdvice)
            .ValidateOnStart();
        services.AddSingleton<SignedLinks>();
        services.AddScoped<LinkActs>();
        services.AddSingleton<ReminderSender>();
        services.AddSingleton<Digests>();
        services.AddSingleton<BudgetAlerts>();
        services.AddSingleton<IChangeListener>(s => s.GetRequiredService<BudgetAlerts>());
        services.AddSingleton<ReminderDelivery>();
        services.AddSingleton<ReminderMetrics>();
        services.AddSingleton<ReminderLateness>();
        services.AddHealthChecks().AddCheck<ReminderLateness>("reminders");
        services.AddSingleton<IChangeListener, ChangeAnnouncer>();
        services.AddSingleton<AnnouncementDelivery>();
        services.AddSingleton<Reconciler>();
        services.AddHostedService<ReconcilerLoop>();
    }

    /// <summary>Under the prefix: the preview, the timeline, the links of messages, and the workflow that QStash calls (signed, no bearer token).</summary>
    public static void MapReminders(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/subscriptions/preview", PreviewEndpoint.PreviewAsync)
            .WithName("PreviewSubscription").WithTags("Subscriptions");
        routes.MapTimeline();
        routes.MapLinks();
        routes.MapWorkflow<RenewalReminders>("/workflows/subscription/reminder");
    }
}
