using SubTracker.Web.Api;

namespace SubTracker.Web.Components.Parts;

internal static class Problems
{
    private const int Stale = 412;

    /// <summary>Says of an edit that came too late what to do about it; any other problem speaks for itself.</summary>
    public static ApiProblemException Say(ApiProblemException problem) => problem.Status == Stale
        ? new(Stale, "It was changed meanwhile", "Somebody, perhaps you in another window, changed this since you opened it. "
            + "Close this, load the page again, and repeat your change.")
        : problem;
}
