using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>Who asks, and which moment and day it is for them: read once a request, so that all of it agrees.</summary>
internal sealed class Owner(User user, DateTimeOffset now)
{
    public User User => user;

    public DateTimeOffset Now => now;

    public UserZone Zone { get; } = UserZone.Of(user.TimeZone);

    public DateOnly Today => Zone.Today(now);

    /// <summary>Bound by minimal APIs. A token may outlive its account for the minutes that it lasts: then it is worth nothing.</summary>
    public static async ValueTask<Owner?> BindAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var caller = await CurrentUser.BindAsync(context);
        var user = caller is null ? null : await services.GetRequiredService<IUserStore>().FindAsync(caller.Id, context.RequestAborted);
        if (user is null or { Disabled: true })
            throw new BadHttpRequestException("This account is gone or closed. Sign in again.", StatusCodes.Status401Unauthorized);
        return new(user, services.GetRequiredService<TimeProvider>().GetUtcNow());
    }

    public SubscriptionResponse Show(Subscription subscription) => subscription.ToResponse(user, Today);
}
