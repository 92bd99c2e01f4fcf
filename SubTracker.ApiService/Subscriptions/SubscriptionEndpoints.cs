using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Users;
using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

internal static class SubscriptionEndpoints
{
    public static void AddSubscriptions(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<SubscriptionEditor>();
        builder.Services.AddSingleton<IUserData, SubscriptionData>();
    }

    public static void MapSubscriptions(this IEndpointRouteBuilder routes)
    {
        var subscriptions = routes.MapGroup("/subscriptions").WithTags("Subscriptions");

        subscriptions.MapPost("/", CreateAsync).WithName("CreateSubscription");
        subscriptions.MapGet("/", ListAsync).WithName("ListSubscriptions");
        subscriptions.MapGet("/user/{userId}", ListOfUserAsync).WithName("ListSubscriptionsOfUser");
        subscriptions.MapGet("/{id}", GetAsync).WithName("GetSubscription");
        subscriptions.MapPut("/{id}", ReplaceAsync).WithName("ReplaceSubscription");
        subscriptions.MapPatch("/{id}", PatchAsync).WithName("PatchSubscription").Accepts<JsonObject>("application/merge-patch+json", "application/json");
        subscriptions.MapDelete("/{id}", DeleteAsync).WithName("DeleteSubscription");
        subscriptions.MapPost("/{id}/clone", CloneAsync).WithName("CloneSubscription");
        subscriptions.MapStates();
        subscriptions.MapPrices();
        subscriptions.MapPayments();
        subscriptions.MapRenewals();
    }

    private static async Task<Results<Created<Reply<CreatedSubscription>>, ValidationProblem>> CreateAsync(
        SubscriptionRequest request, Owner owner, SubscriptionEditor editor, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        if (request.NoOccurrence() is { } errors)
            return TypedResults.ValidationProblem(errors);
        return Created(await editor.CreateAsync(request, http.NewId(clock), owner, cancellationToken), owner, http);
    }

    /// <summary>Another one like it: what it is today, without its past.</summary>
    private static async Task<Results<Created<Reply<CreatedSubscription>>, NotFound>> CloneAsync(
        string id, Owner owner, ISubscriptionStore store, SubscriptionEditor editor, TimeProvider clock, HttpContext http,
        CancellationToken cancellationToken) =>
        await store.FindOwnedAsync(id, owner.User.Id, cancellationToken) is { } original
            ? Created(await editor.CreateAsync(original.ToCopy(owner.Today), http.NewId(clock), owner, cancellationToken), owner, http)
            : TypedResults.NotFound();

    private static Created<Reply<CreatedSubscription>> Created(Subscription subscription, Owner owner, HttpContext http)
    {
        http.SetETag(subscription.Version);
        var runId = subscription.Plan.State == PlanState.None ? null : subscription.Plan.RunId(subscription.Id);
        return TypedResults.Created(
            $"/api/v1/subscriptions/{subscription.Id}",
            Reply.With(new CreatedSubscription(owner.Show(subscription), runId), "Subscription created"));
    }

    private static Task<Results<Ok<PageReply<SubscriptionResponse>>, ValidationProblem>> ListAsync(
        [AsParameters] SubscriptionListQuery query, Owner owner, ISubscriptionStore store, CancellationToken cancellationToken) =>
        PageAsync(query, owner.User, owner, store, cancellationToken);

    private static async Task<Results<Ok<PageReply<SubscriptionResponse>>, ValidationProblem, NotFound>> ListOfUserAsync(
        string userId, [AsParameters] SubscriptionListQuery query, Owner owner, IUserStore users, ISubscriptionStore store,
        CancellationToken cancellationToken)
    {
        var allowed = userId == owner.User.Id || owner.User.Role == Contracts.Users.Role.Admin;
        if (!allowed || await users.FindAsync(userId, cancellationToken) is not { } user)
            return TypedResults.NotFound();
        var answer = await PageAsync(query, user, owner, store, cancellationToken);
        return answer.Result is Ok<PageReply<SubscriptionResponse>> page ? page : (ValidationProblem)answer.Result;
    }

    private static async Task<Results<Ok<PageReply<SubscriptionResponse>>, ValidationProblem>> PageAsync(
        SubscriptionListQuery query, User user, Owner caller, ISubscriptionStore store, CancellationToken cancellationToken)
    {
        if (!query.TryRead(user.Id, out var wanted, out var errors))
            return TypedResults.ValidationProblem(errors);
        var today = UserZone.Of(user.TimeZone).Today(caller.Now);
        await store.RollAsync(user.Id, today, cancellationToken);
        var (page, total) = await store.ListAsync(wanted, cancellationToken);
        return TypedResults.Ok(Reply.Page<SubscriptionResponse>(
            [.. page.Select(s => s.ToResponse(user, today))], new Pagination(total, wanted.Page, wanted.Limit)));
    }

    private static async Task<Results<Ok<Reply<SubscriptionResponse>>, NotFound>> GetAsync(
        string id, Owner owner, ISubscriptionStore store, HttpContext http, CancellationToken cancellationToken)
    {
        if (await store.FindOwnedAsync(id, owner.User.Id, cancellationToken) is not { } subscription)
            return TypedResults.NotFound();
        http.SetETag(subscription.Version);
        return TypedResults.Ok(Reply.With(owner.Show(subscription)));
    }

    private static Task<Results<Ok<Reply<SubscriptionResponse>>, NotFound, ProblemHttpResult, ValidationProblem>> ReplaceAsync(
        string id, SubscriptionRequest request, Owner owner, SubscriptionEditor editor, HttpContext http, CancellationToken cancellationToken) =>
        editor.EditAsync(id, owner, http, before => SubscriptionEditor.Written(request, before, owner), "Subscription saved", cancellationToken);

    private static Task<Results<Ok<Reply<SubscriptionResponse>>, NotFound, ProblemHttpResult, ValidationProblem>> PatchAsync(
        string id, JsonObject patch, Owner owner, SubscriptionEditor editor, HttpContext http, CancellationToken cancellationToken) =>
        editor.EditAsync(id, owner, http, before => editor.PatchedAsync(patch, before, owner, cancellationToken), "Subscription saved", cancellationToken);

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> DeleteAsync(
        string id, Owner owner, ISubscriptionStore store, IPaymentStore payments, HttpContext http, CancellationToken cancellationToken)
    {
        if (await store.FindOwnedAsync(id, owner.User.Id, cancellationToken) is not { } subscription)
            return TypedResults.NotFound();
        if (Preconditions.Problem(http.IfMatch(subscription.Version)) is { } problem)
            return problem;
        var expected = http.Request.Headers.IfMatch.Count > 0 ? subscription.Version : (long?)null;
        if (!await store.DeleteAsync(id, owner.User.Id, expected, cancellationToken))
            return Preconditions.Stale;
        // Behind it: a payment without its subscription is found by nobody.
        await payments.DeleteOfSubscriptionAsync(id, owner.User.Id, CancellationToken.None);
        return TypedResults.NoContent();
    }
}
