using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Statistics;

/// <summary>Reads what the statistics of a user are made from.</summary>
internal sealed class SpendingReader(ISubscriptionStore subscriptions, IPaymentStore payments, CurrentRates rates)
{
    public async Task<Spending> ReadAsync(Owner owner, CancellationToken cancellationToken) => new(
        await subscriptions.ListAllAsync(owner.User.Id, cancellationToken),
        (await payments.ListAllAsync(owner.User.Id, cancellationToken)).ToLookup(p => p.SubscriptionId),
        await rates.ConversionAsync(owner.User.Id, owner.User.Currency, owner.Today, cancellationToken),
        owner.Today);
}
