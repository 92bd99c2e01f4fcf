using Microsoft.AspNetCore.Http.HttpResults;

namespace SubTracker.ApiService.Platform;

internal static class Preconditions
{
    public static ProblemHttpResult Stale => TypedResults.Problem(
        "It has been changed since you read it. Read it again, look at what changed, and repeat your edit.",
        statusCode: StatusCodes.Status412PreconditionFailed);

    /// <summary>The answer to an <c>If-Match</c> that does not hold; <c>null</c> where it does.</summary>
    public static ProblemHttpResult? Problem(Precondition precondition) => precondition switch
    {
        Precondition.Stale => Stale,
        Precondition.Malformed => TypedResults.Problem(
            "If-Match is an ETag as it was answered, such as \"7\", or *.", statusCode: StatusCodes.Status400BadRequest),
        _ => null,
    };
}
