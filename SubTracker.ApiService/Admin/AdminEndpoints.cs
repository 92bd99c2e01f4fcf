using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Admin;

/// <summary>What an administrator sees and does. Everything here asks for the role; the figures come from the features themselves.</summary>
internal static class AdminEndpoints
{
    public static void AddAdmin(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Drill>();
        builder.Services.AddSingleton<Figures>();
    }

    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin").WithTags("Admin").RequireAuthorization(Access.Administrator)
            .ProducesProblem(StatusCodes.Status403Forbidden);

        admin.MapGet("/overview", OverviewEndpoint.GetAsync).WithName("GetOverview");
        admin.MapPost("/drill", Drill.RunAsync).WithName("RunDrill");
        admin.MapDeliveries();
        admin.MapWorkflowRuns();
        admin.MapSettings();
    }
}
