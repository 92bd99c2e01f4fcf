using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Users;
using SubTracker.Contracts;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications;

internal static class NotificationEndpoints
{
    public static void AddNotifications(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<EmailOptions>().BindConfiguration("Email").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<SmtpEmailSender>();
        builder.Services.AddSingleton<OutboxEmailSender>();
        builder.Services.AddSingleton<IEmailSender>(services =>
            services.GetRequiredService<IOptions<EmailOptions>>().Value.Host is { Length: > 0 }
                ? services.GetRequiredService<SmtpEmailSender>()
                : services.GetRequiredService<OutboxEmailSender>());
        builder.Services.AddSingleton<IChannelSender, EmailChannelSender>();
        builder.Services.AddSingleton<UserChannels>();
        builder.Services.AddSingleton<CircuitBreaker>();
        builder.Services.AddSingleton<Notifier>();
        builder.Services.AddSingleton<ChannelEditor>();
    }

    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/outbox", ListOutboxAsync).WithName("ListOutbox").WithTags("Notifications");
        routes.MapChannels();
    }

    private static async Task<Results<Ok<PageReply<OutboxMessageResponse>>, ValidationProblem>> ListOutboxAsync(
        CurrentUser user, IOutboxStore outbox, CancellationToken cancellationToken, string? page = null, string? limit = null)
    {
        var reader = new QueryReader();
        var (number, size) = (reader.ReadNumber("page", page, 1, int.MaxValue) ?? 1, reader.ReadNumber("limit", limit, 1, 100) ?? 10);
        if (reader.Errors.Count > 0)
            return TypedResults.ValidationProblem(reader.Errors);
        var (messages, total) = await outbox.ListAsync(user.Id, number, size, cancellationToken);
        return TypedResults.Ok(Reply.Page(messages, new Pagination(total, number, size)));
    }
}
