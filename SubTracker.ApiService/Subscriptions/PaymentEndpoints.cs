using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Platform;
using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>The ledger of one subscription.</summary>
internal static class PaymentEndpoints
{
    public static void MapPayments(this IEndpointRouteBuilder subscriptions)
    {
        subscriptions.MapGet("/{id}/payments", ListAsync).WithName("ListPayments");
        subscriptions.MapPost("/{id}/payments", AddAsync).WithName("AddPayment");
        subscriptions.MapGet("/{id}/payments/{paymentId}", GetAsync).WithName("GetPayment");
        subscriptions.MapPatch("/{id}/payments/{paymentId}", PatchAsync).WithName("PatchPayment")
            .Accepts<JsonObject>("application/merge-patch+json", "application/json");
        subscriptions.MapDelete("/{id}/payments/{paymentId}", DeleteAsync).WithName("DeletePayment");
    }

    private static async Task<Results<Ok<PageReply<PaymentResponse>>, NotFound, ValidationProblem>> ListAsync(
        string id, Owner owner, ISubscriptionStore subscriptions, IPaymentStore payments, string? page, string? limit, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindOwnedAsync(id, owner.User.Id, cancellationToken) is null)
            return TypedResults.NotFound();
        var reader = new QueryReader();
        var (number, size) = (reader.ReadNumber("page", page, 1, int.MaxValue) ?? 1, reader.ReadNumber("limit", limit, 1, 100) ?? 10);
        if (reader.Errors.Count > 0)
            return TypedResults.ValidationProblem(reader.Errors);
        var (found, total) = await payments.ListAsync(id, owner.User.Id, number, size, cancellationToken);
        return TypedResults.Ok(Reply.Page<PaymentResponse>([.. found.Select(p => p.ToResponse())], new Pagination(total, number, size)));
    }

    private static async Task<Results<Created<Reply<PaymentResponse>>, NotFound, ValidationProblem>> AddAsync(
        string id, PaymentRequest request, Owner owner, ISubscriptionStore subscriptions, IPaymentStore payments, TimeProvider clock,
        HttpContext http, CancellationToken cancellationToken)
    {
        if (await subscriptions.FindOwnedAsync(id, owner.User.Id, cancellationToken) is null)
            return TypedResults.NotFound();
        var payment = Payment.Of(request, http.NewId(clock), id, owner.User.Id, owner.Now);
        // Taken: the same request under the same key was here before, and its answer was lost.
        if (!await payments.AddAsync(payment, cancellationToken))
            payment = await payments.FindAsync(payment.Id, id, owner.User.Id, cancellationToken) ?? payment;
        return TypedResults.Created($"/api/v1/subscriptions/{id}/payments/{payment.Id}", Reply.With(payment.ToResponse(), "Payment recorded"));
    }

    private static async Task<Results<Ok<Reply<PaymentResponse>>, NotFound>> GetAsync(
        string id, string paymentId, Owner owner, IPaymentStore payments, CancellationToken cancellationToken) =>
        await payments.FindAsync(paymentId, id, owner.User.Id, cancellationToken) is { } payment
            ? TypedResults.Ok(Reply.With(payment.ToResponse()))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<Reply<PaymentResponse>>, NotFound, ValidationProblem>> PatchAsync(
        string id, string paymentId, JsonObject patch, Owner owner, IPaymentStore payments, RequestValidation validation,
        CancellationToken cancellationToken)
    {
        // The contract has no If-Match here: where two writes meet, both happen, one after the other.
        while (await payments.FindAsync(paymentId, id, owner.User.Id, cancellationToken) is { } before)
        {
            var merged = MergePatch.Apply(JsonSerializer.SerializeToNode(before.ToRequest(), ContractJson.Options), patch)!;
            var request = RequestValidation.Read<PaymentRequest>(merged);
            var errors = await validation.ErrorsAsync(request, cancellationToken);
            if (errors.Count > 0)
                return TypedResults.ValidationProblem(errors);
            var after = before.Updated(request, owner.Now);
            if (await payments.ReplaceAsync(after, before.Version, cancellationToken))
                return TypedResults.Ok(Reply.With(after.ToResponse(), "Payment saved"));
        }
        return TypedResults.NotFound();
    }

    private static async Task<Results<NoContent, NotFound>> DeleteAsync(
        string id, string paymentId, Owner owner, IPaymentStore payments, CancellationToken cancellationToken) =>
        await payments.DeleteAsync(paymentId, id, owner.User.Id, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();
}
