namespace SubTracker.QStash.Access;

/// <summary>Answers a refused request with its sentence, and leaves a line in the log.</summary>
internal sealed partial class RefusalFilter(ILogger<RefusalFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Refusal refusal)
        {
            LogRefused(context.HttpContext.Request.Method, context.HttpContext.Request.Path, refusal.Status, refusal.Message);
            return refusal.ToResult();
        }
        catch (BadHttpRequestException unreadable)
        {
            LogRefused(context.HttpContext.Request.Method, context.HttpContext.Request.Path, unreadable.StatusCode, unreadable.Message);
            return new Refusal(unreadable.StatusCode, unreadable.Message).ToResult();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Refused {Method} {Path} with {Status}: {Reason}")]
    private partial void LogRefused(string method, string path, int status, string reason);
}
