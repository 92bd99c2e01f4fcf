using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Transfer;

/// <summary>What a history from a file must keep to, so that nothing is stored that the program would not have made itself.</summary>
internal static class HistoryRules
{
    private const int MostParts = 1000;

    private static readonly DateOnly s_first = new(1970, 1, 1);
    private static readonly DateOnly s_last = new(2099, 12, 31);

    /// <summary>The first thing that is wrong, by field; <c>null</c> where all is well.</summary>
    public static (string Field, string Message)? Error(this SubscriptionHistory history, SubscriptionRequest request) =>
        Terms(history.Terms, request) ?? Prices(history.Prices, request) ?? Pauses(history.Pauses) ?? Payments(history.Payments)
        ?? (history.Cancellation is { } cancellation && !IsDay(cancellation.EndsOn)
            ? ("cancelled", "The day lies between 1970-01-01 and 2099-12-31.")
            : null);

    private static (string, string)? Terms(IReadOnlyList<Term>? terms, SubscriptionRequest request)
    {
        if (terms is null)
            return null;
        if (terms.Count is 0 or > MostParts)
            return ("history.terms", "There is at least one term.");
        if (!terms.All(IsTerm))
            return ("history.terms", "A term keeps to the rules of a subscription: its cycle, its days from 1970 to 2099, the end of its trial.");
        if (terms.Zip(terms.Skip(1)).Any(pair => pair.First.Since >= pair.Second.Since || pair.First.Until is null))
            return ("history.terms", "Terms lie one behind the other, and all but the last have ended.");
        return terms[^1] is { Until: null } now && now.Cycle == request.Cycle() && now.StartDate == request.StartDate
            && now.TrialEndsOn == request.TrialEndsOn && now.AutoRenew == request.AutoRenew
            ? null
            : ("history.terms", "The last term is the current one: it has the cycle, the start, the trial and autoRenew of the subscription.");
    }

    private static (string, string)? Prices(IReadOnlyList<PricePoint>? prices, SubscriptionRequest request)
    {
        if (prices is null)
            return null;
        if (prices.Count is 0 or > MostParts || !prices.All(IsPrice))
            return ("prices", "A price has a day from 1970 to 2099, an amount with at most its currency's decimals, and a currency.");
        if (!Ascend(prices.Select(p => p.From)))
            return ("prices", "Prices lie one behind the other, each from a day of its own.");
        return prices.Any(p => p.Price == request.Price && p.Currency == request.Currency)
            ? null
            : ("prices", "The price of the subscription is one of its prices: change both, or leave the prices out.");
    }

    private static (string, string)? Pauses(IReadOnlyList<PausePeriod>? pauses)
    {
        if (pauses is null)
            return null;
        if (pauses.Count > MostParts || pauses.Any(p => !IsDay(p.From) || p.Until <= p.From || p.Until > s_last))
            return ("pauses", "A pause ends behind its beginning, between 1970 and 2099.");
        return pauses.Zip(pauses.Skip(1)).Any(pair => pair.First.Until is not { } until || until > pair.Second.From)
            ? ("pauses", "Pauses lie one behind the other, and only the last may be open.")
            : null;
    }

    private static (string, string)? Payments(IReadOnlyList<PaymentRequest>? payments) =>
        payments is null || (payments.Count <= MostParts && payments.All(IsPayment))
            ? null
            : ("history.payments", "A payment has a day from 1970 to 2099, an amount with at most its currency's decimals, a currency and a status.");

    private static bool IsPayment(PaymentRequest payment) =>
        IsDay(payment.Date) && payment.Amount is >= 0 and <= 999_999_999 && Iso4217.Find(payment.Currency)?.CanWrite(payment.Amount) == true
        && payment.Note is null or { Length: <= 500 };

    private static bool IsTerm(Term term) =>
        term.Cycle is { Interval: >= 1 and <= 366 } cycle && !(cycle.LastDayOfMonth && cycle.Months == 0)
        && IsDay(term.StartDate) && !(term.TrialEndsOn < term.StartDate) && !(term.TrialEndsOn > s_last);

    private static bool IsPrice(PricePoint price) =>
        IsDay(price.From) && price.Price is >= 0 and <= 999_999_999 && Iso4217.Find(price.Currency)?.CanWrite(price.Price) == true;

    private static bool IsDay(DateOnly day) => day >= s_first && day <= s_last;

    private static bool Ascend(IEnumerable<DateOnly> days) => days.Zip(days.Skip(1)).All(pair => pair.First < pair.Second);
}
