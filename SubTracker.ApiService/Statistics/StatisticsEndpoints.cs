using Microsoft.AspNetCore.Http.HttpResults;
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
        builder.Services.AddScoped<SpendingReader>();
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

    private static async Task<Results<Ok<Reply<IReadOnlyList<MonthAmount>>>, ValidationProblem>> HistoryAsync(
        Owner owner, SpendingReader reader, CancellationToken cancellationToken, int months = 24) =>
        WrongMonths(months) is { } wrong ? wrong : TypedResults.Ok(Reply.With((await reader.ReadAsync(owner, cancellationToken)).History(months)));

    private static async Task<Results<Ok<Reply<IReadOnlyList<MonthAmount>>>, ValidationProblem>> ForecastAsync(
        Owner owner, SpendingReader reader, CancellationToken cancellationToken, int months = 12) =>
        WrongMonths(months) is { } wrong ? wrong : TypedResults.Ok(Reply.With((await reader.ReadAsync(owner, cancellationToken)).Forecast(months)));

    private static ValidationProblem? WrongMonths(int months) => months is >= 1 and <= MostMonths
        ? null
        : TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["months"] = [$"A whole number from 1 to {MostMonths}."] });
}
