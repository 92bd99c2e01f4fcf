using Microsoft.Data.Sqlite;
using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Storage.Sqlite;

/// <summary>Reads a subscription as it is stored now, or as it was before there were terms and prices.</summary>
internal static class SubscriptionDocument
{
    public static Subscription Read(SqliteDataReader row, int column)
    {
        var subscription = Document.Read<Subscription>(row, column);
        if (subscription.Terms.Count > 0)
            return subscription;
        var old = Document.Read<OneTerm>(row, column);
        return subscription with
        {
            Terms = [new(old.Cycle, old.StartDate, old.StartRenews, old.TrialEndsOn)],
            Prices = [new(old.StartDate, old.Price, old.Currency)],
        };
    }

    /// <summary>The members that lay at the top of the document until 25 November 2026.</summary>
    private sealed record OneTerm(
        decimal Price, string Currency, BillingCycle Cycle, DateOnly StartDate, bool StartRenews, DateOnly? TrialEndsOn = null);
}
