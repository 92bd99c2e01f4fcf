using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

using EditResult = Results<Ok<Reply<SubscriptionResponse>>, NotFound, ProblemHttpResult, ValidationProblem>;

/// <summary>Cancel, pause, resume, renew, convert: edits that are acts, each without a body too.</summary>
internal static class StateEndpoints
{
    public static void MapStates(this IEndpointRouteBuilder subscriptions)
    {
        subscriptions.MapPut("/{id}/cancel", CancelAsync).WithName("CancelSubscription");
        subscriptions.MapPut("/{id}/pause", PauseAsync).WithName("PauseSubscription");
        subscriptions.MapPut("/{id}/resume", ResumeAsync).WithName("ResumeSubscription");
        subscriptions.MapPut("/{id}/renew", RenewAsync).WithName("RenewSubscription");
        subscriptions.MapPut("/{id}/convert", ConvertAsync).WithName("ConvertSubscription");
    }

    private static Task<EditResult> CancelAsync(
        string id, Owner owner, SubscriptionEditor editor, HttpContext http, CancellationToken cancellationToken, CancelRequest? request = null) =>
        editor.EditAsync(
            id, owner, http, s => s.Cancelled(request?.Effective ?? CancelEffective.PeriodEnd, owner.Now, owner.Today), "Subscription cancelled", cancellationToken);

    private static Task<EditResult> PauseAsync(
        string id, Owner owner, SubscriptionEditor editor, HttpContext http, CancellationToken cancellationToken, PauseRequest? request = null) =>
        editor.EditAsync(id, owner, http, s => s.Paused(request?.Until, owner.Now, owner.Today), "Subscription paused", cancellationToken);

    private static Task<EditResult> ResumeAsync(
        string id, Owner owner, SubscriptionEditor editor, HttpContext http, CancellationToken cancellationToken) =>
        editor.EditAsync(id, owner, http, s => s.Resumed(owner.Now, owner.Today), "Subscription resumed", cancellationToken);

    private static Task<EditResult> RenewAsync(
        string id, Owner owner, SubscriptionEditor editor, HttpContext http, CancellationToken cancellationToken, RenewRequest? request = null) =>
        editor.EditAsync(id, owner, http, s => s.Renewed(request?.On, owner.Now, owner.Today), "Subscription renewed", cancellationToken);

    private static Task<EditResult> ConvertAsync(
        string id, Owner owner, SubscriptionEditor editor, HttpContext http, CancellationToken cancellationToken) =>
        editor.EditAsync(id, owner, http, s => s.Converted(owner.Now, owner.Today), "Trial converted", cancellationToken);
}
