using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Reminders;

/// <summary>What a subscription would do if it were saved; stores nothing, asks the same functions as the real thing.</summary>
internal static class PreviewEndpoint
{
    private const int RenewalsShown = 12;

    public static Results<Ok<Reply<PreviewResponse>>, ValidationProblem> PreviewAsync(SubscriptionRequest request, Owner owner)
    {
        if (request.NoOccurrence() is { } errors)
            return TypedResults.ValidationProblem(errors);
        var subscription = request.ToSubscription("preview", owner.User.Id, owner.Now, owner.Today);
        var plan = ReminderPlan.Next(
            subscription, ReminderRules.Of(subscription, owner.User), owner.Zone, owner.Today, owner.Now);
        return TypedResults.Ok(Reply.With(new PreviewResponse(
            [.. subscription.Calendar.Renewals(owner.Today).Take(RenewalsShown)],
            subscription.CancelBy(owner.Today),
            [.. (plan?.Moments ?? []).Select(m => Shown(m, plan!.Renewal, owner))],
            CycleCost.Monthly(request.Price * subscription.Mine, request.Currency, subscription.Term.Cycle),
            CycleCost.Yearly(request.Price * subscription.Mine, request.Currency, subscription.Term.Cycle))));
    }

    private static PlannedReminder Shown(Moment moment, DateOnly renewal, Owner owner) => new(
        moment.Kind, moment.Occurrence ?? renewal, moment.DueAt,
        owner.Zone.LocalTime(moment.DueAt).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture), moment.DaysBefore);
}
