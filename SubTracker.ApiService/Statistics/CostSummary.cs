using System.Text.Json;
using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Statistics;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Statistics;

/// <summary>What a user's subscriptions cost as of today (money, rules 1, 4 and 5).</summary>
internal sealed class CostSummary
{
    private const int MostExpensiveShown = 5;

    // Not by a culture: it would be the server's, and comparing thousands of names by one takes longer than all the rest.
    private static readonly StringComparer s_names = StringComparer.OrdinalIgnoreCase;

    private readonly Spending _spending;
    private readonly ILookup<SubscriptionStatus, Subscription> _byStatus;
    private readonly List<RunningCost> _costs;
    private readonly decimal _monthly;

    private CostSummary(Spending spending)
    {
        _spending = spending;
        _byStatus = spending.Subscriptions.ToLookup(s => s.Status(spending.Today));
        _costs = [.. _byStatus[SubscriptionStatus.Active].Where(s => s.Term.Cycle.Frequency != Frequency.Once).Select(s => RunningCost.On(Today, s, Conversion))];
        _monthly = Rounded(_costs.Sum(c => c.ConvertedMonthly ?? 0));
    }

    private DateOnly Today => _spending.Today;

    private Conversion Conversion => _spending.Conversion;

    public static StatisticsSummary Of(Spending spending, Budgets? budgets) => new CostSummary(spending).Summed(budgets);

    private StatisticsSummary Summed(Budgets? budgets)
    {
        var yearly = _costs.Sum(c => c.ConvertedYearly ?? 0);
        var month = new MonthToDate(_spending);
        return new(
            Conversion.Currency, _monthly, Rounded(yearly), Rounded(yearly / BillingCycle.DaysPerYear),
            _byStatus[SubscriptionStatus.Active].Count(), _byStatus[SubscriptionStatus.Trial].Count(), _byStatus[SubscriptionStatus.Paused].Count(),
            _byStatus[SubscriptionStatus.Cancelled].Count(), _byStatus[SubscriptionStatus.Expired].Count(),
            Split(c => c.Of.Category), Split(c => c.Of.PaymentMethod), ByTag(), Split(c => Word(c.Of.Term.Cycle.Frequency)), Split(c => c.Currency),
            MostExpensive(), SavedByCancelling(), [.. PriceIncreases()],
            month.Due, month.Against(budgets),
            Unconverted(), Rates());
    }

    /// <summary>By a property: the parts sum exactly to the monthly cost, the largest first.</summary>
    private SplitPart[] Split(Func<RunningCost, string> by)
    {
        var groups = _costs.Where(c => c.ConvertedMonthly is not null).GroupBy(by, StringComparer.OrdinalIgnoreCase).ToList();
        var amounts = Money.Split([.. groups.Select(g => g.Sum(c => c.ConvertedMonthly!.Value))], _monthly, Conversion.Currency);
        return Ordered(groups.Zip(amounts, (group, amount) => new SplitPart(group.Key, amount, group.Count())));
    }

    private SplitPart[] ByTag() => Ordered(
        from cost in _costs
        where cost.ConvertedMonthly is not null
        from tag in cost.Of.Tags.Distinct(StringComparer.OrdinalIgnoreCase)
        group cost.ConvertedMonthly!.Value by tag.ToLowerInvariant() into tagged
        select new SplitPart(tagged.Key, Rounded(tagged.Sum()), tagged.Count()));

    private SubscriptionCost[] MostExpensive() =>
    [
        .. from cost in _costs.Where(c => c.ConvertedMonthly is not null)
               .OrderByDescending(c => c.ConvertedMonthly).ThenBy(c => c.Of.Name, s_names).ThenBy(c => c.Of.Id, StringComparer.Ordinal)
               .Take(MostExpensiveShown)
           let price = cost.Of.PriceOn(Today)
           select new SubscriptionCost(
               cost.Of.Id, cost.Of.Name, Rounded(cost.ConvertedMonthly!.Value), cost.Of.Term.Cycle.Frequency, price.Price, price.Currency),
    ];

    private decimal SavedByCancelling() => Rounded(
        _byStatus[SubscriptionStatus.Cancelled].Sum(s => RunningCost.On(s.Cancellation!.EndsOn, s, Conversion).ConvertedMonthly ?? 0));

    private IOrderedEnumerable<PriceIncrease> PriceIncreases() =>
        (from status in (SubscriptionStatus[])[SubscriptionStatus.Active, SubscriptionStatus.Trial, SubscriptionStatus.Paused]
         from subscription in _byStatus[status]
         where subscription.Prices.Count > 1
         from rise in subscription.Rises()
         where rise.From > Today.AddYears(-1)
         let effect = subscription.TermOn(rise.From).Cycle.YearlyOf((rise.After - rise.Before) * subscription.Mine)
         select new PriceIncrease(
             subscription.Id, subscription.Name, rise.From, rise.Before, rise.After, rise.Currency, rise.Percent,
             Conversion.Show(effect, rise.Currency, Today)?.Amount))
        .OrderByDescending(i => i.From).ThenBy(i => i.Name, s_names).ThenBy(i => i.SubscriptionId, StringComparer.Ordinal);

    private UnconvertedAmount[] Unconverted() =>
    [
        .. from cost in _costs
           where cost.ConvertedMonthly is null
           group cost.Monthly by cost.Currency into unknown
           orderby unknown.Key
           select new UnconvertedAmount(unknown.Key, Iso4217.Round(unknown.Sum(), unknown.Key)),
    ];

    // Asked last: of all that was converted for the figures before.
    private RateResponse[] Rates() =>
        [.. Conversion.Converted.Order(StringComparer.Ordinal).Select(Conversion.RateTo).OfType<RateResponse>()];

    private decimal Rounded(decimal amount) => Iso4217.Round(amount, Conversion.Currency);

    private static SplitPart[] Ordered(IEnumerable<SplitPart> parts) =>
        [.. parts.OrderByDescending(p => p.Amount).ThenBy(p => p.Name, StringComparer.Ordinal)];

    private static string Word(Frequency frequency) => JsonNamingPolicy.KebabCaseLower.ConvertName(frequency.ToString());
}
