using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Web.Api;

internal sealed partial class SubTrackerClient
{
    public Task<PageReply<SubscriptionResponse>> ListAsync(SubscriptionQuery query, CancellationToken cancellationToken) =>
        PageAsync<SubscriptionResponse>($"subscriptions{query.ToQueryString()}", cancellationToken);

    public Task<SubscriptionResponse> GetAsync(string id, CancellationToken cancellationToken) =>
        DataAsync<SubscriptionResponse>(HttpMethod.Get, At(id), cancellationToken);

    /// <summary>Every occurrence of the year ahead.</summary>
    public Task<IReadOnlyList<DateOnly>> RenewalsAsync(string id, CancellationToken cancellationToken) =>
        DataAsync<IReadOnlyList<DateOnly>>(HttpMethod.Get, At(id, "/renewals"), cancellationToken);

    public Task<IReadOnlyList<UpcomingRenewal>> UpcomingAsync(int days, CancellationToken cancellationToken) =>
        DataAsync<IReadOnlyList<UpcomingRenewal>>(HttpMethod.Get, $"subscriptions/upcoming-renewals?days={days}", cancellationToken);

    /// <summary>Every occurrence of every subscription, past and future.</summary>
    public Task<IReadOnlyList<UpcomingRenewal>> CalendarAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        DataAsync<IReadOnlyList<UpcomingRenewal>>(HttpMethod.Get, $"calendar?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}", cancellationToken);

    public Task<PreviewResponse> PreviewAsync(SubscriptionRequest subscription, CancellationToken cancellationToken) =>
        DataAsync<PreviewResponse>(HttpMethod.Post, "subscriptions/preview", cancellationToken, subscription);

    /// <param name="key">Names this one act of adding, so that sending it twice adds once.</param>
    public Task<CreatedSubscription> CreateAsync(SubscriptionRequest subscription, Guid key, CancellationToken cancellationToken) =>
        DataAsync<CreatedSubscription>(HttpMethod.Post, "subscriptions", cancellationToken, subscription, Once(key));

    /// <summary>Replaces the subscription that was read as <paramref name="read"/>; 412 where it was changed since.</summary>
    public Task<SubscriptionResponse> ReplaceAsync(
        SubscriptionResponse read, SubscriptionRequest subscription, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Put, read, "", subscription, cancellationToken);

    public Task<SubscriptionResponse> CancelAsync(SubscriptionResponse read, CancelEffective effective, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Put, read, "/cancel", new CancelRequest(effective), cancellationToken);

    public Task<SubscriptionResponse> PauseAsync(SubscriptionResponse read, DateOnly? until, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Put, read, "/pause", new PauseRequest(until), cancellationToken);

    public Task<SubscriptionResponse> ResumeAsync(SubscriptionResponse read, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Put, read, "/resume", null, cancellationToken);

    public Task<SubscriptionResponse> RenewAsync(SubscriptionResponse read, DateOnly? on, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Put, read, "/renew", new RenewRequest(on), cancellationToken);

    public Task<SubscriptionResponse> ConvertAsync(SubscriptionResponse read, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Put, read, "/convert", null, cancellationToken);

    public Task DeleteAsync(SubscriptionResponse read, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Delete, At(read.Id), cancellationToken, null, IfMatch(read));

    public Task AddPriceAsync(SubscriptionResponse read, PriceRequest price, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Post, At(read.Id, "/prices"), cancellationToken, price, IfMatch(read));

    public Task RemovePriceAsync(SubscriptionResponse read, DateOnly from, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Delete, At(read.Id, $"/prices/{from:yyyy-MM-dd}"), cancellationToken, null, IfMatch(read));

    public Task<IReadOnlyList<PaymentResponse>> PaymentsAsync(string id, CancellationToken cancellationToken) =>
        DataAsync<IReadOnlyList<PaymentResponse>>(HttpMethod.Get, At(id, "/payments"), cancellationToken);

    /// <param name="key">Names this one act of recording, so that sending it twice records once.</param>
    public Task AddPaymentAsync(string id, PaymentRequest payment, Guid key, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Post, At(id, "/payments"), cancellationToken, payment, Once(key));

    public Task ChangePaymentAsync(string id, string paymentId, PaymentRequest payment, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Patch, At(id, $"/payments/{paymentId}"), cancellationToken, payment);

    public Task DeletePaymentAsync(string id, string paymentId, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Delete, At(id, $"/payments/{paymentId}"), cancellationToken);

    private Task<SubscriptionResponse> ChangeAsync(
        HttpMethod method, SubscriptionResponse read, string what, object? body, CancellationToken cancellationToken) =>
        DataAsync<SubscriptionResponse>(method, At(read.Id, what), cancellationToken, body, IfMatch(read));

    private static (string, string) IfMatch(SubscriptionResponse read) => ("If-Match", $"\"{read.Version}\"");

    private static (string, string) Once(Guid key) => ("Idempotency-Key", $"{key}");

    private static string At(string id, string what = "") => $"subscriptions/{Uri.EscapeDataString(id)}{what}";
}
