using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using MongoDB.Driver;

namespace SubTracker.ApiService.Storage;

/// <summary>Says so where the database does not answer or the disk is full, rather than that something went wrong.</summary>
internal sealed class StorageTroubleHandler(IProblemDetailsService problems) : IExceptionHandler
{
    private const int DiskIsFull = 13;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            SqliteException { SqliteErrorCode: DiskIsFull } => new ProblemDetails
            {
                Status = StatusCodes.Status507InsufficientStorage,
                Type = "https://tools.ietf.org/html/rfc4918#section-11.5",
                Detail = "The disk is full, and nothing was saved. Make room, and try again.",
            },
            // Away, in an election, or with as many requests before this one as may wait.
            TimeoutException or MongoConnectionException or MongoConnectionPoolPausedException or MongoWaitQueueFullException
                or MongoNotPrimaryException or MongoNodeIsRecoveringException => new ProblemDetails
                {
                    Status = StatusCodes.Status503ServiceUnavailable,
                    Detail = "The database does not answer. What was answered before is kept; try again in a moment.",
                },
            _ => null,
        };
        if (problem is null)
            return false;
        httpContext.Response.StatusCode = problem.Status!.Value;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            httpContext.Response.Headers.RetryAfter = "1";
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
    }
}
