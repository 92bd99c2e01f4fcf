namespace SubTracker.Web.Platform;

/// <summary>In Standalone the API shares the process; what is its own is left to it.</summary>
internal static class PagePaths
{
    private static readonly PathString[] s_others = ["/api", "/openapi", "/scalar", "/health", "/alive"];

    public static bool IsPage(HttpContext context) => !s_others.Any(other => context.Request.Path.StartsWithSegments(other));
}
