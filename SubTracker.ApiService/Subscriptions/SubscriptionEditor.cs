using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Platform;
using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

using EditResult = Results<Ok<Reply<SubscriptionResponse>>, NotFound, ProblemHttpResult, ValidationProblem>;

/// <summary>What an edit makes of a subscription: the same one where nothing changes, a new version, or errors by field.</summary>
internal sealed record Edit(Subscription? After, IDictionary<string, string[]>? Errors = null, string? Conflict = null);

/// <summary>Every change of a subscription goes this way: load, <c>If-Match</c>, change, plan anew where a date moves, replace at its version.</summary>
internal sealed class SubscriptionEditor(ISubscriptionStore store, IRenewalScheduler scheduler, RequestValidation validation)
{
    // Without If-Match the last write wins: it is taken up again on top of what came in between.
    private const int Tries = 5;

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
    public static Edit Written(SubscriptionRequest request, Subscription before, Owner owner) => request.StartDate is null
        ? new(null, new Dictionary<string, string[]> { ["startDate"] = ["Give the day of the first payment as startDate."] })
        : new(request.ToSubscription(before.Id, before.UserId, owner.Now, owner.Today, before));

    /// <summary>A merge patch on top of what is there; its result is held to the rules of a whole body.</summary>
    public async Task<Edit> PatchedAsync(JsonObject patch, Subscription before, Owner owner, CancellationToken cancellationToken)
    {
        var merged = MergePatch.Apply(JsonSerializer.SerializeToNode(before.ToRequest(), ContractJson.Options), patch)!.AsObject();
        merged.Remove("renewalDate");
        var request = RequestValidation.Read<SubscriptionRequest>(merged);
        var errors = await validation.ErrorsAsync(request, cancellationToken);
        return errors.Count == 0 ? Written(request, before, owner) : new(null, errors);
    }

    public static Edit Cancelled(Subscription before, CancelEffective effective, Owner owner) =>
        new(before.Cancelled(effective, owner.Now, owner.Today) ?? before);

    /// <summary>Takes a cancellation back, until it has taken effect.</summary>
    public static Edit Resumed(Subscription before, Owner owner) =>
        before.Status(owner.Today) == SubscriptionStatus.Cancelled
            ? new(null, Conflict: "The subscription has ended. Create it anew if you have taken it up again.")
            : new(before.Cancellation is null
                ? before
                : before with { Cancellation = null, Version = before.Version + 1, UpdatedAt = owner.Now });

    private async Task<bool> SaveAsync(Subscription before, Subscription after, Owner owner, CancellationToken cancellationToken)
    {
        if (after.ChangesPlan(before))
            after = after with { Plan = scheduler.Plan(after, owner.User, before.Plan.Revision + 1) };
        if (!await store.ReplaceAsync(after, before.Version, owner.Today, cancellationToken))
            return false;
        scheduler.Wake();
        return true;
    }
}
