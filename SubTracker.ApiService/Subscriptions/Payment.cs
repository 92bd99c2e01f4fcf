using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Subscriptions;

/// <summary>What happened to one charge, as its owner recorded it; the amount is what the owner paid or got back.</summary>
internal sealed record Payment(
    string Id, string SubscriptionId, string UserId, DateOnly Date, decimal Amount, string Currency, PaymentStatus Status, string? Note,
    long Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static Payment Of(PaymentRequest request, string id, string subscriptionId, string userId, DateTimeOffset now) => new(
        id, subscriptionId, userId, request.Date, request.Amount, request.Currency, request.Status, request.Note, Version: 1, now, now);

    public Payment Updated(PaymentRequest request, DateTimeOffset now) => this with
    {
        Date = request.Date,
        Amount = request.Amount,
        Currency = request.Currency,
        Status = request.Status,
        Note = request.Note,
        Version = Version + 1,
        UpdatedAt = now,
    };

    /// <summary>The request that would make this payment: what a merge patch is merged into.</summary>
    public PaymentRequest ToRequest() => new(Date, Amount, Currency, Status, Note);

    public PaymentResponse ToResponse() => new(Id, Date, Amount, Currency, Status, Note, CreatedAt, UpdatedAt);
}
