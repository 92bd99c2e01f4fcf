using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Platform;
using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

using EditResult = Results<Ok<Reply<SubscriptionResponse>>, NotFound, ProblemHttpResult, ValidationProblem>;

/// <summary>Every change of a subscription goes this way: load, <c>If-Match</c>, change, plan anew where a date moves, replace at its version.</summary>
internal sealed class SubscriptionEditor(
    ISubscriptionStore store, IRenewalScheduler scheduler, IEnumerable<IChangeListener> listeners, RequestValidation validation)
{
    // Without If-Match the last write wins: it is taken up again on top of what came in between.
    private const int Tries = 5;

    /// <summary>Stores what a request asks for, and plans it, in one write.</summary>
    public async Task<Subscription> CreateAsync(SubscriptionRequest request, string id, Owner owner, CancellationToken cancellationToken)
    {
        var subscription = request.ToSubscription(id, owner.User.Id, owner.Now, owner.Today);
        subscription = subscription with { Plan = scheduler.Plan(subscription, owner.User, revision: 1) };
        await TellAsync(null, subscription, owner, cancellationToken);
        // Taken: the same request under the same key was here before, and its answer was lost.
        if (!await store.AddAsync(subscription, owner.Today, cancellationToken))
            subscription = await store.FindOwnedAsync(id, owner.User.Id, cancellationToken) ?? subscription;
        scheduler.Wake();
        return subscription;
    }

    public Task<EditResult> EditAsync(
        string id, Owner owner, HttpContext http, Func<Subscription, Edit> change, string message, CancellationToken cancellationToken) =>
        EditAsync(id, owner, http, before => Task.FromResult(change(before)), message, cancellationToken);

    public async Task<EditResult> EditAsync(
        string id, Owner owner, HttpContext http, Func<Subscription, Task<Edit>> change, string message, CancellationToken cancellationToken)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await store.FindOwnedAsync(id, owner.User.Id, cancellationToken) is not { } before)
                return TypedResults.NotFound();
            if (Preconditions.Problem(http.IfMatch(before.Version)) is { } problem)
                return problem;
            var edit = await change(before);
            if (edit.IsMissing)
                return TypedResults.NotFound();
            if (edit.Errors is not null)
                return TypedResults.ValidationProblem(edit.Errors);
            if (edit.Conflict is not null)
                return TypedResults.Problem(edit.Conflict, statusCode: StatusCodes.Status409Conflict);
            if (edit.After is { } after && (after == before || await SaveAsync(before, after, owner, cancellationToken)))
            {
                http.SetETag(after.Version);
                return TypedResults.Ok(Reply.With(owner.Show(after), message));
            }
        }
        return Preconditions.Stale;
    }

    /// <summary>A whole body put in place of what is there; the renewal date is the server's by now.</summary>
    public static Edit Written(SubscriptionRequest request, Subscription before, Owner owner)
    {
        if (request.StartDate is not { } start)
            return Edit.Wrong("startDate", "Give the day of the first payment as startDate.");
        return before.StartError(start, owner.Today) is { } errors
            ? new(null, errors)
            : new(request.ToSubscription(before.Id, before.UserId, owner.Now, owner.Today, before));
    }

    /// <summary>A merge patch on top of what is there; its result is held to the rules of a whole body.</summary>
    public async Task<Edit> PatchedAsync(JsonObject patch, Subscription before, Owner owner, CancellationToken cancellationToken)
    {
        var merged = MergePatch.Apply(JsonSerializer.SerializeToNode(before.ToRequest(owner.Today), ContractJson.Options), patch)!.AsObject();
        merged.Remove("renewalDate");
        var request = RequestValidation.Read<SubscriptionRequest>(merged);
        var errors = await validation.ErrorsAsync(request, cancellationToken);
        return errors.Count == 0 ? Written(request, before, owner) : new(null, errors);
    }

    private async Task<bool> SaveAsync(Subscription before, Subscription after, Owner owner, CancellationToken cancellationToken)
    {
        if (after.ChangesPlan(before))
            after = after with { Plan = scheduler.Plan(after, owner.User, before.Plan.Revision + 1) };
        await TellAsync(before, after, owner, cancellationToken);
        if (!await store.ReplaceAsync(after, before.Version, owner.Today, cancellationToken))
            return false;
        scheduler.Wake();
        return true;
    }

    private async Task TellAsync(Subscription? before, Subscription after, Owner owner, CancellationToken cancellationToken)
    {
        foreach (var listener in listeners)
            await listener.ChangingAsync(before, after, owner, cancellationToken);
    }
}
