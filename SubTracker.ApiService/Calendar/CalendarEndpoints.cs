using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts;
using SubTracker.Contracts.Calendar;

namespace SubTracker.ApiService.Calendar;

internal static class CalendarEndpoints
{
    // A program that has it asks again whether it is still so, and is told by its ETag.
    private const string Caching = "private, max-age=300";

    public static void MapCalendar(this IEndpointRouteBuilder routes)
    {
        var calendar = routes.MapGroup("/calendar").WithTags("Calendar");

        calendar.MapGet("/", CalendarDays.ListAsync).WithName("ListCalendarDays");
        calendar.MapGet("/feed", FindAsync).WithName("GetCalendarFeed");
        calendar.MapPost("/feed", RenewAsync).WithName("RenewCalendarFeed");
        calendar.MapDelete("/feed", DeleteAsync).WithName("DeleteCalendarFeed");
        calendar.MapGet("/{feedToken}.ics", ReadAsync).WithName("ReadCalendarFeed").AllowAnonymous()
            .Produces(StatusCodes.Status200OK, contentType: CalendarFile.MediaType);
    }

    private static async Task<Results<Ok<Reply<CalendarFeedResponse>>, NotFound>> FindAsync(
        CurrentUser user, IFeedStore feeds, HttpRequest request, CancellationToken cancellationToken) =>
        await feeds.FindAsync(user.Id, cancellationToken) is { } feed
            ? TypedResults.Ok(Reply.With(Show(feed, request)))
            : TypedResults.NotFound();

    private static async Task<Created<Reply<CalendarFeedResponse>>> RenewAsync(
        CurrentUser user, IFeedStore feeds, TimeProvider clock, HttpRequest request, CancellationToken cancellationToken)
    {
        var feed = CalendarFeed.New(user.Id, clock.GetUtcNow());
        await feeds.PutAsync(feed, cancellationToken);
        return TypedResults.Created(
            "/api/v1/calendar/feed", Reply.With(Show(feed, request), "Calendar feed created; an earlier one no longer works"));
    }

    private static async Task<Results<NoContent, NotFound>> DeleteAsync(CurrentUser user, IFeedStore feeds, CancellationToken cancellationToken) =>
        await feeds.DeleteAsync(user.Id, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult, NotFound>> ReadAsync(
        string feedToken, IFeedStore feeds, IUserStore users, ISubscriptionStore subscriptions, TimeProvider clock, HttpContext context,
        CancellationToken cancellationToken)
    {
        if (await feeds.FindByTokenAsync(CalendarFeed.HashOf(feedToken), cancellationToken) is not { } feed
            || await users.FindAsync(feed.UserId, cancellationToken) is not { } user)
            return TypedResults.NotFound();
        var today = UserZone.Of(user.TimeZone).Today(clock.GetUtcNow());
        var tag = await CalendarFile.TagAsync(subscriptions.ReadOwnedAsync(user.Id, cancellationToken), user, today);
        context.Response.Headers.CacheControl = Caching;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            // Asked several times a day by each program, mostly for nothing: writing the file takes twenty times as long as reading for its tag.
            context.Response.GetTypedHeaders().ETag = tag;
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }
        using var file = new MemoryStream();
        await CalendarFile.WriteAsync(file, subscriptions.ReadOwnedAsync(user.Id, cancellationToken), user, today, cancellationToken);
        return TypedResults.File(file.ToArray(), $"{CalendarFile.MediaType}; charset=utf-8", entityTag: tag);
    }

    private static CalendarFeedResponse Show(CalendarFeed feed, HttpRequest request)
    {
        var path = $"/api/v1/calendar/{feed.Token}.ics";
        return new(path, $"{request.Scheme}://{request.Host}{path}", feed.CreatedAt);
    }
}
