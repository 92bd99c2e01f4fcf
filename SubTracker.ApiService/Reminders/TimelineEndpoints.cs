using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts;
using SubTracker.Contracts.Reminders;

namespace SubTracker.ApiService.Reminders;

using ReminderResult = Results<Ok<Reply<ReminderResponse>>, NotFound, ProblemHttpResult, ValidationProblem>;

/// <summary>What was and will be said about a subscription, and what its owner does about it.</summary>
internal static class TimelineEndpoints
{
    public static void MapTimeline(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/subscriptions/{id}/reminders", ListAsync).WithName("ListReminders").WithTags("Reminders");

        var reminders = routes.MapGroup("/reminders").WithTags("Reminders");
        reminders.MapPost("/{id}/acknowledge", AcknowledgeAsync).WithName("AcknowledgeReminder");
        reminders.MapPost("/{id}/snooze", SnoozeAsync).WithName("SnoozeReminder");
        reminders.MapPost("/{id}/resend", ResendAsync).WithName("ResendReminder");
    }

    private static async Task<Results<Ok<Reply<IReadOnlyList<ReminderResponse>>>, NotFound>> ListAsync(
        string id, Owner owner, ISubscriptionStore subscriptions, ReminderTimeline timeline, CancellationToken cancellationToken) =>
        await subscriptions.FindOwnedAsync(id, owner.User.Id, cancellationToken) is { } subscription
            ? TypedResults.Ok(Reply.With(await timeline.OfAsync(subscription, owner.User, cancellationToken)))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<Reply<ReminderResponse>>, NotFound>> AcknowledgeAsync(
        string id, Owner owner, ReminderTimeline timeline, ReminderActs acts, CancellationToken cancellationToken) =>
        await timeline.FindAsync(id, owner.User, cancellationToken) is { } found
            ? TypedResults.Ok(Reply.With((await acts.AcknowledgeAsync(found.Row, cancellationToken)).ToResponse(), "Nothing more is said about this one."))
            : TypedResults.NotFound();

    private static async Task<ReminderResult> SnoozeAsync(
        string id, SnoozeRequest request, Owner owner, ReminderTimeline timeline, ReminderActs acts, CancellationToken cancellationToken)
    {
        if (await timeline.FindAsync(id, owner.User, cancellationToken) is not { } found)
            return TypedResults.NotFound();
        if (acts.WhyNotUntil(found.Row, request.Until, owner.User) is { } wrong)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["until"] = [wrong] });
        return await acts.SayAgainAsync(found.Row, request.Until, requested: false, cancellationToken) is { } row
            ? TypedResults.Ok(Reply.With(row.ToResponse(), "Put off."))
            : BeingSent;
    }

    private static async Task<ReminderResult> ResendAsync(
        string id, Owner owner, ReminderTimeline timeline, ReminderActs acts, CancellationToken cancellationToken)
    {
        if (await timeline.FindAsync(id, owner.User, cancellationToken) is not { } found)
            return TypedResults.NotFound();
        if (!found.IsStored)
            return TypedResults.Problem("It lies ahead: nothing was sent that could be sent again.", statusCode: StatusCodes.Status409Conflict);
        return await acts.SayAgainAsync(found.Row, owner.Now, requested: true, cancellationToken) is { } row
            ? TypedResults.Ok(Reply.With(row.ToResponse(), "It is sent again in a moment."))
            : BeingSent;
    }

    private static ProblemHttpResult BeingSent =>
        TypedResults.Problem("It is being sent right now; look again in a minute.", statusCode: StatusCodes.Status409Conflict);
}
