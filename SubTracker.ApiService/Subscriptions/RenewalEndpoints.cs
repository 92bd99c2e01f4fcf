using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Platform;
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
        Owner owner, ISubscriptionStore store, CurrentRates rates, string? days, CancellationToken cancellationToken)
    {
        var query = new QueryReader();
        var length = query.ReadNumber("days", days, 1, 366) ?? 30;
        if (query.Errors.Count > 0)
            return TypedResults.ValidationProblem(query.Errors);
        await store.RollAsync(owner.User.Id, owner.Today, cancellationToken);
        var last = owner.Today.AddDays(length);
        var conversion = await rates.ConversionAsync(owner.User.Id, owner.User.Currency, owner.Today, cancellationToken);
        var renewals =
            from subscription in await store.ListRenewingAsync(owner.User.Id, last, cancellationToken)
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
        string id, Owner owner, ISubscriptionStore store, string? from, string? to, CancellationToken cancellationToken)
    {
        var query = new QueryReader();
        var (begin, end) = (query.ReadDay("from", from), query.ReadDay("to", to));
        if (query.Errors.Count > 0)
            return TypedResults.ValidationProblem(query.Errors);
        if (await store.FindOwnedAsync(id, owner.User.Id, cancellationToken) is not { } subscription)
            return TypedResults.NotFound();
        var first = begin ?? (end < owner.Today ? end.Value : owner.Today);
        var last = end ?? (first.Year < 9999 ? first.AddYears(1) : DateOnly.MaxValue);
        if (last < first)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["to"] = ["The range ends before it begins."] });
        if (first.Year + LongestRangeInYears <= 9999 && last > first.AddYears(LongestRangeInYears))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["to"] = ["A range covers at most 10 years."] });
        IReadOnlyList<DateOnly> days = [.. subscription.Calendar.Occurrences(first).TakeWhile(d => d <= last)];
        return TypedResults.Ok(Reply.With(days));
    }
}
