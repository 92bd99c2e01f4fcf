using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Calendar;

/// <summary>What a month's page shows: what was charged on its past days and what falls due from today on.</summary>
internal static class CalendarDays
{
    private const int LongestRangeInDays = 366;

    public static async Task<Results<Ok<Reply<IReadOnlyList<UpcomingRenewal>>>, ValidationProblem>> ListAsync(
        string? from, string? to, Owner owner, ISubscriptionStore subscriptions, CurrentRates rates, CancellationToken cancellationToken)
    {
        var query = new QueryReader();
        var (first, last) = (query.ReadDay("from", from ?? ""), query.ReadDay("to", to ?? ""));
        if (last?.DayNumber - first?.DayNumber is < 0 or >= LongestRangeInDays)
            query.Fail("to", $"The range has 1 to {LongestRangeInDays} days.");
        if (first is not { } begin || last is not { } end || query.Errors.Count > 0)
            return TypedResults.ValidationProblem(query.Errors);
        var conversion = await rates.ConversionAsync(owner.User.Id, owner.User.Currency, owner.Today, cancellationToken);
        var charges = new List<UpcomingRenewal>();
        await foreach (var subscription in subscriptions.ReadOwnedAsync(owner.User.Id, cancellationToken))
            charges.AddRange(Days(subscription.Calendar, begin, owner.Today).TakeWhile(day => day <= end).Select(day => Charge(subscription, day, conversion)));
        return TypedResults.Ok(Reply.With<IReadOnlyList<UpcomingRenewal>>([.. charges.OrderBy(c => c.Date).ThenBy(c => c.Name).ThenBy(c => c.SubscriptionId)]));
    }

    // What nobody renewed was no charge; what is due today may still be renewed.
    private static IEnumerable<DateOnly> Days(RenewalCalendar calendar, DateOnly from, DateOnly today) =>
        calendar.Charged(from, today.AddDays(-1)).Concat(calendar.Occurrences(from < today ? today : from));

    private static UpcomingRenewal Charge(Subscription subscription, DateOnly day, Conversion conversion)
    {
        var price = subscription.PriceOn(day);
        return new(
            subscription.Id, subscription.Name, day, price.Price, price.Currency, subscription.MyShareOn(day),
            conversion.Show(price.Price * subscription.Mine, price.Currency, day));
    }
}
