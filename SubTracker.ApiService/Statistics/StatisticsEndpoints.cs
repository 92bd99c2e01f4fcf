using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts;
using SubTracker.Contracts.Statistics;

namespace SubTracker.ApiService.Statistics;

internal static class StatisticsEndpoints
{
    private const int MostMonths = 120;

    public static void AddStatistics(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SpendingReader>();
        builder.Services.AddSingleton<IUserData, BudgetData>();
    }

    public static void MapStatistics(this IEndpointRouteBuilder routes)
    {
        var statistics = routes.MapGroup("/statistics").WithTags("Statistics");

        statistics.MapGet("/summary", SummaryAsync).WithName("GetSummary");
        statistics.MapGet("/history", HistoryAsync).WithName("GetHistory");
        statistics.MapGet("/forecast", ForecastAsync).WithName("GetForecast");
        routes.MapBudgets();
    }

    private static async Task<Ok<Reply<StatisticsSummary>>> SummaryAsync(
        Owner owner, SpendingReader reader, IBudgetStore budgets, CancellationToken cancellationToken) =>
        TypedResults.Ok(Reply.With(CostSummary.Of(
            await reader.ReadAsync(owner, cancellationToken), await budgets.FindAsync(owner.User.Id, cancellationToken))));

    private static Task<Results<Ok<Reply<IReadOnlyList<MonthAmount>>>, ValidationProblem>> HistoryAsync(
        Owner owner, SpendingReader reader, string? months, CancellationToken cancellationToken) =>
        MonthsAsync(owner, reader, months, usual: 24, (spending, count) => spending.History(count), cancellationToken);

    private static Task<Results<Ok<Reply<IReadOnlyList<MonthAmount>>>, ValidationProblem>> ForecastAsync(
        Owner owner, SpendingReader reader, string? months, CancellationToken cancellationToken) =>
        MonthsAsync(owner, reader, months, usual: 12, (spending, count) => spending.Forecast(count), cancellationToken);

    private static async Task<Results<Ok<Reply<IReadOnlyList<MonthAmount>>>, ValidationProblem>> MonthsAsync(
        Owner owner, SpendingReader reader, string? months, int usual, Func<Spending, int, IReadOnlyList<MonthAmount>> count, CancellationToken cancellationToken)
    {
        var query = new QueryReader();
        var wanted = query.ReadNumber("months", months, 1, MostMonths) ?? usual;
        return query.Errors.Count > 0
            ? TypedResults.ValidationProblem(query.Errors)
            : TypedResults.Ok(Reply.With(count(await reader.ReadAsync(owner, cancellationToken), wanted)));
    }
}
