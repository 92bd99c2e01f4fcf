namespace SubTracker.QStash.Access;

/// <summary>
/// What a request asked for is not done. An exception, because it also takes back what its operation already wrote.
/// </summary>
internal sealed class Refusal(int status, string message) : Exception(message)
{
    public int Status => status;

    public static Refusal BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);

    public static Refusal NotFound(string what) => new(StatusCodes.Status404NotFound, $"{what} not found");

    /// <summary>More than a plan allows.</summary>
    public static Refusal OverQuota(string message) => new(StatusCodes.Status412PreconditionFailed, message);

    public IResult ToResult() => Results.Json(new ErrorBody(Message), Json.Options, statusCode: status);

    public Task WriteAsync(HttpContext context) => ToResult().ExecuteAsync(context);

    internal sealed record ErrorBody(string Error);
}
