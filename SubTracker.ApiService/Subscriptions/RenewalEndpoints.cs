using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Currencies;
using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>When something renews: the answers of the renewal calendar.</summary>
internal static class RenewalEndpoints
{
    private const int LongestRangeInYears = 10;

    public static void MapRenewals(this IEndpointRouteBuilder subscriptions)
    {
        subscriptions.MapGet("/upcoming-renewals", UpcomingAsync).WithName("ListUpcomingRenewals");
        subscriptions.MapGet("/{id}/renewals", RenewalsAsync).WithName("ListRenewals");
    }

    private static async Task<Results<Ok<Reply<IReadOnlyList<UpcomingRenewal>>>, ValidationProblem>> UpcomingAsync(
        Owner owner, ISubscriptionStore store, CurrentRates rates, CancellationToken cancellationToken, int days = 30)
    {
        if (days is < 1 or > 366)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["days"] = ["The window has 1 to 366 days."] });
        await store.RollAsync(owner.User.Id, owner.Today, cancellationToken);
        var last = owner.Today.AddDays(days);
        var conversion = await rates.ConversionAsync(owner.User.Id, owner.User.Currency, owner.Today, cancellationToken);
        var renewals =
            from subscription in await store.ListRenewingAsync(owner.User.Id, cancellationToken)
            where subscription.Cancellation is null
            from day in subscription.Calendar.Renewals(owner.Today).TakeWhile(d => d <= last)
            let price = subscription.PriceOn(day)
            select new UpcomingRenewal(
                subscription.Id, subscription.Name, day, price.Price, price.Currency, subscription.MyShareOn(day),
                conversion.Show(price.Price * subscription.Mine, price.Currency, day));
        IReadOnlyList<UpcomingRenewal> upcoming =
        [
            .. renewals.OrderBy(r => r.Date).ThenBy(r => r.Name, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.SubscriptionId, StringComparer.Ordinal),
        ];
        return TypedResults.Ok(Reply.With(upcoming));
    }

    private static async Task<Results<Ok<Reply<IReadOnlyList<DateOnly>>>, NotFound, ValidationProblem>> RenewalsAsync(
        string id, Owner owner, ISubscriptionStore store, CancellationToken cancellationToken, DateOnly? from = null, DateOnly? to = null)
    {
        if (await store.FindOwnedAsync(id, owner.User.Id, cancellationToken) is not { } subscription)
            return TypedResults.NotFound();
        var first = from ?? (to is { } end && end < owner.Today ? end : owner.Today);
        var last = to ?? (first.Year < 9999 ? first.AddYears(1) : DateOnly.MaxValue);
        if (last < first)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["to"] = ["The range ends before it begins."] });
        if (first.Year + LongestRangeInYears <= 9999 && last > first.AddYears(LongestRangeInYears))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["to"] = ["A range covers at most 10 years."] });
        IReadOnlyList<DateOnly> days = [.. subscription.Calendar.Occurrences(first).TakeWhile(d => d <= last)];
        return TypedResults.Ok(Reply.With(days));
    }
}
