using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using SubTracker.ApiService.Users;
using SubTracker.Contracts;
using SubTracker.Contracts.Notifications;

namespace SubTracker.ApiService.Notifications;

internal static class ChannelEndpoints
{
    public static void MapChannels(this IEndpointRouteBuilder routes)
    {
        var channels = routes.MapGroup("/channels").WithTags("Notifications");

        channels.MapGet("/", ListAsync).WithName("ListChannels");
        channels.MapGet("/types", ListTypes).WithName("ListChannelTypes");
        channels.MapPost("/", CreateAsync).WithName("CreateChannel");
        channels.MapGet("/{id}", GetAsync).WithName("GetChannel");
        channels.MapPatch("/{id}", PatchAsync).WithName("PatchChannel").Accepts<JsonObject>("application/merge-patch+json", "application/json");
        channels.MapDelete("/{id}", DeleteAsync).WithName("DeleteChannel");
        channels.MapPost("/{id}/test", TestAsync).WithName("TestChannel");
    }

    private static async Task<Results<Ok<Reply<IReadOnlyList<ChannelResponse>>>, NotFound>> ListAsync(
        CurrentUser current, IUserStore users, UserChannels channels, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(current.Id, cancellationToken) is not { } user)
            return TypedResults.NotFound();
        var now = clock.GetUtcNow();
        var all = await channels.ListAsync(user, cancellationToken);
        return TypedResults.Ok(Reply.With<IReadOnlyList<ChannelResponse>>([.. all.Select(channel => channel.ToResponse(now))]));
    }

    private static Ok<Reply<IReadOnlyList<ChannelTypeResponse>>> ListTypes() => TypedResults.Ok(Reply.With<IReadOnlyList<ChannelTypeResponse>>(
        [.. Enum.GetValues<ChannelType>().Select(type => new ChannelTypeResponse(type, ChannelFields.Of(type)))]));

    private static async Task<Results<Ok<Reply<ChannelResponse>>, NotFound>> GetAsync(
        string id, CurrentUser current, IUserStore users, UserChannels channels, TimeProvider clock, CancellationToken cancellationToken) =>
        await FindAsync(id, current, users, channels, cancellationToken) is var (_, channel)
            ? TypedResults.Ok(Reply.With(channel.ToResponse(clock.GetUtcNow())))
            : TypedResults.NotFound();

    private static async Task<Results<Created<Reply<ChannelResponse>>, ValidationProblem, NotFound>> CreateAsync(
        ChannelRequest request, CurrentUser current, IUserStore users, ChannelEditor editor, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(current.Id, cancellationToken) is not { } user)
            return TypedResults.NotFound();
        var edit = await editor.CreateAsync(request, user, cancellationToken);
        return edit.Channel is { } channel
            ? TypedResults.Created($"/api/v1/channels/{channel.Id}", Reply.With(channel.ToResponse(clock.GetUtcNow()), "Channel created"))
            : TypedResults.ValidationProblem(edit.Errors!);
    }

    private static async Task<Results<Ok<Reply<ChannelResponse>>, ValidationProblem, NotFound>> PatchAsync(
        string id, JsonObject patch, CurrentUser current, IUserStore users, ChannelEditor editor, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(current.Id, cancellationToken) is not { } user)
            return TypedResults.NotFound();
        var edit = await editor.PatchAsync(id, patch, user, cancellationToken);
        if (edit.Errors is not null)
            return TypedResults.ValidationProblem(edit.Errors);
        return edit.Channel is { } channel
            ? TypedResults.Ok(Reply.With(channel.ToResponse(clock.GetUtcNow()), "Channel saved"))
            : TypedResults.NotFound();
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> DeleteAsync(
        string id, CurrentUser current, IChannelStore store, CancellationToken cancellationToken)
    {
        if (id == Channel.BuiltInId)
            return TypedResults.Problem(
                "The mail to your own address cannot be deleted. Switch it off with \"enabled\": false.", statusCode: StatusCodes.Status409Conflict);
        return await store.DeleteAsync(current.Id, id, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    private static async Task<Results<Ok<Reply<ChannelTestResponse>>, NotFound, ProblemHttpResult>> TestAsync(
        string id, CurrentUser current, IUserStore users, UserChannels channels, Notifier notifier, TestLimit limit, IOptions<EmailOptions> email,
        TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, current, users, channels, cancellationToken) is not var (user, channel))
            return TypedResults.NotFound();
        if (limit.Wait(user.Id) is { } wait)
        {
            var seconds = Math.Ceiling(wait.TotalSeconds);
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return TypedResults.Problem(
                $"{TestLimit.AMinute} tests a minute are enough. Wait {seconds} seconds.", statusCode: StatusCodes.Status429TooManyRequests,
                title: "Too many tests", type: "https://www.rfc-editor.org/rfc/rfc6585#section-4");
        }
        try
        {
            await notifier.TestAsync(channel, TestMessage.For(channel, user, clock), cancellationToken);
        }
        catch (ChannelException refused)
        {
            return TypedResults.Problem(refused.Message, statusCode: StatusCodes.Status502BadGateway, title: "The channel did not take the test message");
        }
        var detail = channel.Type == ChannelType.Email && string.IsNullOrEmpty(email.Value.Host)
            ? "No mail server is configured: the test message lies in your outbox."
            : $"The test message was sent to {channel.Name}.";
        return TypedResults.Ok(Reply.With(new ChannelTestResponse(detail), "Test message sent"));
    }

    private static async Task<(User User, Channel Channel)?> FindAsync(
        string id, CurrentUser current, IUserStore users, UserChannels channels, CancellationToken cancellationToken) =>
        await users.FindAsync(current.Id, cancellationToken) is { } user && await channels.FindAsync(user, id, cancellationToken) is { } channel
            ? (user, channel)
            : null;
}
