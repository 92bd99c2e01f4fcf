using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Transfer;

/// <summary>What has become of a subscription over time. Where a part is <c>null</c>, the file does not tell.</summary>
/// <param name="IsComplete">The file tells everything: without a cancellation in it, there is none.</param>
internal sealed record SubscriptionHistory(
    IReadOnlyList<Term>? Terms = null, IReadOnlyList<PricePoint>? Prices = null, IReadOnlyList<PausePeriod>? Pauses = null,
    Cancellation? Cancellation = null, IReadOnlyList<PaymentRequest>? Payments = null, bool IsComplete = false);
