using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>Past, current and scheduled prices; each is an edit of its subscription.</summary>
internal static class PriceEndpoints
{
    public static void MapPrices(this IEndpointRouteBuilder subscriptions)
    {
        subscriptions.MapPost("/{id}/prices", AddAsync).WithName("AddPrice");
        subscriptions.MapDelete("/{id}/prices/{from}", DeleteAsync).WithName("DeletePrice");
    }

    private static async Task<Results<Created<Reply<SubscriptionResponse>>, NotFound, ProblemHttpResult, ValidationProblem>> AddAsync(
        string id, PriceRequest request, Owner owner, SubscriptionEditor editor, HttpContext http, CancellationToken cancellationToken)
    {
        var answer = await editor.EditAsync(id, owner, http, s => s.Priced(request, owner.Now), "Price saved", cancellationToken);
        return answer.Result switch
        {
            Ok<Reply<SubscriptionResponse>> saved => TypedResults.Created($"/api/v1/subscriptions/{id}/prices/{request.From:yyyy-MM-dd}", saved.Value),
            ValidationProblem wrong => wrong,
            ProblemHttpResult problem => problem,
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> DeleteAsync(
        string id, string from, Owner owner, SubscriptionEditor editor, HttpContext http, CancellationToken cancellationToken)
    {
        if (!DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return TypedResults.NotFound();
        var answer = await editor.EditAsync(id, owner, http, s => s.WithoutPrice(day, owner.Now), "Price deleted", cancellationToken);
        return answer.Result switch
        {
            Ok<Reply<SubscriptionResponse>> => TypedResults.NoContent(),
            ProblemHttpResult problem => problem,
            _ => TypedResults.NotFound(),
        };
    }
}
