using SubTracker.Contracts.Budgets;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Statistics;

namespace SubTracker.Web.Api;

internal sealed partial class SubTrackerClient
{
    public Task<StatisticsSummary> SummaryAsync(CancellationToken cancellationToken) =>
        DataAsync<StatisticsSummary>(HttpMethod.Get, "statistics/summary", cancellationToken);

    public Task<IReadOnlyList<MonthAmount>> ForecastAsync(int months, CancellationToken cancellationToken) =>
        DataAsync<IReadOnlyList<MonthAmount>>(HttpMethod.Get, $"statistics/forecast?months={months}", cancellationToken);

    public Task<IReadOnlyList<MonthAmount>> HistoryAsync(int months, CancellationToken cancellationToken) =>
        DataAsync<IReadOnlyList<MonthAmount>>(HttpMethod.Get, $"statistics/history?months={months}", cancellationToken);

    public Task<BudgetsResponse> BudgetsAsync(CancellationToken cancellationToken) =>
        DataAsync<BudgetsResponse>(HttpMethod.Get, "budgets", cancellationToken);

    public Task<BudgetsResponse> PutBudgetsAsync(BudgetsRequest budgets, CancellationToken cancellationToken) =>
        DataAsync<BudgetsResponse>(HttpMethod.Put, "budgets", cancellationToken, budgets);

    /// <summary>What 1 of <paramref name="currency"/> is worth today, and the user's own rates.</summary>
    public Task<RatesResponse> RatesAsync(string currency, CancellationToken cancellationToken) =>
        DataAsync<RatesResponse>(HttpMethod.Get, $"currencies/rates?base={currency}", cancellationToken);

    public Task<IReadOnlyList<OwnRate>> PutRatesAsync(OwnRatesRequest rates, CancellationToken cancellationToken) =>
        DataAsync<IReadOnlyList<OwnRate>>(HttpMethod.Put, "currencies/rates", cancellationToken, rates);
}
