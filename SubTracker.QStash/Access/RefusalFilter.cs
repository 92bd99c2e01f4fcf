namespace SubTracker.QStash.Access;

/// <summary>Answers a refused request with its sentence, and leaves a line in the log.</summary>
internal sealed class RefusalFilter(ILogger<RefusalFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Refusal refusal)
        {
            logger.Refused(context.HttpContext.Request.Method, context.HttpContext.Request.Path, refusal.Status, refusal.Message);
            return refusal.ToResult();
        }
        catch (BadHttpRequestException unreadable)
        {
            logger.Refused(context.HttpContext.Request.Method, context.HttpContext.Request.Path, unreadable.StatusCode, unreadable.Message);
            return new Refusal(unreadable.StatusCode, unreadable.Message).ToResult();
        }
    }
}
