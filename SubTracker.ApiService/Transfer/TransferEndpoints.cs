namespace SubTracker.ApiService.Transfer;

internal static class TransferEndpoints
{
    public static void AddTransfer(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ImportRows>();
        builder.Services.AddSingleton<ImportRunner>();
        builder.Services.AddSingleton<Importer>();
        builder.Services.AddHostedService<ImportResumer>();
    }

    public static void MapTransfer(this IEndpointRouteBuilder routes)
    {
        var subscriptions = routes.MapGroup("/subscriptions").WithTags("Transfer");

        subscriptions.MapImport();
        subscriptions.MapExport();
    }
}
