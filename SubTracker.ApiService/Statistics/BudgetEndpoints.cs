using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts;
using SubTracker.Contracts.Budgets;
using SubTracker.Contracts.Currencies;

namespace SubTracker.ApiService.Statistics;

internal static class BudgetEndpoints
{
    public static void MapBudgets(this IEndpointRouteBuilder routes)
    {
        var budgets = routes.MapGroup("/budgets").WithTags("Budgets");

        budgets.MapGet("/", GetAsync).WithName("GetBudgets");
        budgets.MapPut("/", PutAsync).WithName("PutBudgets");
    }

    private static async Task<Ok<Reply<BudgetsResponse>>> GetAsync(Owner owner, IBudgetStore store, CancellationToken cancellationToken)
    {
        var budgets = await store.FindAsync(owner.User.Id, cancellationToken) ?? new(null, new Dictionary<string, decimal>(), owner.User.Currency);
        return TypedResults.Ok(Reply.With(budgets.ToResponse()));
    }

    private static async Task<Results<Ok<Reply<BudgetsResponse>>, ValidationProblem>> PutAsync(
        BudgetsRequest request, Owner owner, IBudgetStore store, IRenewalScheduler reconciler, CancellationToken cancellationToken)
    {
        var budgets = new Budgets(request.Total, request.ByCategory ?? new Dictionary<string, decimal>(), request.Currency ?? owner.User.Currency);
        if (Errors(budgets) is { Count: > 0 } errors)
            return TypedResults.ValidationProblem(errors);
        await store.ReplaceAsync(owner.User.Id, budgets, checkAt: owner.Now, cancellationToken);
        reconciler.Wake();
        return TypedResults.Ok(Reply.With(budgets.ToResponse(), "Budgets saved"));
    }

    private static Dictionary<string, string[]> Errors(Budgets budgets)
    {
        var currency = Iso4217.Find(budgets.Currency)!;
        string[] tooFine = [$"An amount in {currency.Code} has at most {currency.Digits} decimals."];
        var errors = new Dictionary<string, string[]>();
        if (budgets.Total is { } total && !currency.CanWrite(total))
            errors["total"] = tooFine;
        if (!budgets.ByCategory.Values.All(currency.CanWrite))
            errors["byCategory"] = tooFine;
        else if (budgets.ByCategory.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() < budgets.ByCategory.Count)
            errors["byCategory"] = ["A category has one limit, however it is spelled."];
        return errors;
    }
}
