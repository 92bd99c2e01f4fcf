namespace SubTracker.QStash.Retention;

internal static class RetentionSetup
{
    public static void AddRetention(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Sweeper>();
        builder.Services.AddHostedService<SweepingService>();
    }
}
