using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Statistics;

/// <summary>Reads what the statistics of a user are made from.</summary>
internal sealed class SpendingReader(ISubscriptionStore subscriptions, CurrentRates rates)
{
    public async Task<Spending> ReadAsync(Owner owner, CancellationToken cancellationToken) => new(
        await subscriptions.ListAllAsync(owner.User.Id, cancellationToken),
        await rates.ConversionAsync(owner.User.Id, owner.User.Currency, owner.Today, cancellationToken),
        owner.Today);
}
