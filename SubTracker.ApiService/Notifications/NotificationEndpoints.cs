using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using SubTracker.ApiService.Notifications.Outgoing;
using SubTracker.ApiService.Notifications.Senders;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Users;
using SubTracker.Contracts;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications;

internal static class NotificationEndpoints
{
    public static void AddNotifications(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<EmailOptions>().BindConfiguration("Email").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SmtpConnections>();
        services.AddSingleton<MailSender>();
        services.AddSingleton<SmtpEmailSender>();
        services.AddSingleton<OutboxEmailSender>();
        services.AddSingleton<IEmailSender>(provider =>
            provider.GetRequiredService<IOptions<EmailOptions>>().Value.Host is { Length: > 0 }
                ? provider.GetRequiredService<SmtpEmailSender>()
                : provider.GetRequiredService<OutboxEmailSender>());
        services.AddOptions<OutgoingOptions>().BindConfiguration("Outgoing").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OutgoingGuard>();
        services.AddSingleton<OutgoingHttp>();
        services.AddSingleton<UserChannels>();
        services.AddSingleton<CircuitBreaker>();
        services.AddSingleton<Notifier>();
        services.AddSingleton<ChannelEditor>();
        services.AddSingleton<TestLimit>();
        services.AddSingleton<IUserData, NotificationData>();
        services.AddSenders();
    }

    private static void AddSenders(this IServiceCollection services)
    {
        services.AddOptions<ServiceOptions>().BindConfiguration("Channels").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IChannelSender, EmailChannelSender>();
        services.AddSingleton<IChannelSender, WebhookSender>();
        services.AddSingleton<IChannelSender, NtfySender>();
        services.AddSingleton<IChannelSender, TelegramSender>();
        services.AddSingleton<IChannelSender, DiscordSender>();
        services.AddSingleton<IChannelSender, SlackSender>();
        services.AddSingleton<IChannelSender, GotifySender>();
        services.AddSingleton<IChannelSender, PushoverSender>();
        services.AddSingleton<IChannelSender, MatrixSender>();
    }

    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/outbox", ListOutboxAsync).WithName("ListOutbox").WithTags("Notifications");
        routes.MapChannels();
    }

    private static async Task<Results<Ok<PageReply<OutboxMessageResponse>>, ValidationProblem>> ListOutboxAsync(
        CurrentUser user, IOutboxStore outbox, string? page, string? limit, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var (number, size) = (reader.ReadNumber("page", page, 1, int.MaxValue) ?? 1, reader.ReadNumber("limit", limit, 1, 100) ?? 10);
        if (reader.Errors.Count > 0)
            return TypedResults.ValidationProblem(reader.Errors);
        var (messages, total) = await outbox.ListAsync(user.Id, number, size, cancellationToken);
        return TypedResults.Ok(Reply.Page(messages, new Pagination(total, number, size)));
    }
}
