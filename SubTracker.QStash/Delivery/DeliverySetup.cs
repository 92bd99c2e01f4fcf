namespace SubTracker.QStash.Delivery;

internal static class DeliverySetup
{
    public static void AddDelivery(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DestinationPolicy>();
        builder.Services.AddSingleton<DeliveryMetrics>();
        builder.Services.AddSingleton<Courier>();
        builder.Services.AddSingleton<Dispatcher>();
        builder.Services.AddHostedService<DeliveryService>();
    }
}
