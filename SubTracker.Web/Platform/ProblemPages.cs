using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.Web.Components;
using Pages = SubTracker.Web.Components.Pages;

namespace SubTracker.Web.Platform;

/// <summary>
/// A page that is not there or fails is answered by a page of ours. Rendered in place: a branch of the pipeline cannot be routed anew.
/// </summary>
internal static class ProblemPages
{
    public static void UseProblemPages(this IApplicationBuilder pages)
    {
        if (!pages.ApplicationServices.GetRequiredService<IHostEnvironment>().IsDevelopment())
            pages.UseExceptionHandler(failed => failed.Run(context => ShowAsync(context, typeof(Pages.Error))));
        pages.UseStatusCodePages(status => ShowAsync(
            status.HttpContext,
            status.HttpContext.Response.StatusCode == StatusCodes.Status404NotFound ? typeof(Pages.NotFound) : typeof(Pages.Error)));
    }

    private static Task ShowAsync(HttpContext context, Type page) =>
        new RazorComponentResult<App>(new Dictionary<string, object?> { [nameof(App.Page)] = page })
        {
            StatusCode = context.Response.StatusCode,
        }.ExecuteAsync(context);
}
