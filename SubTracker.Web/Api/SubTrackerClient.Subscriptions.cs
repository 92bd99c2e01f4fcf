using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Web.Api;

internal sealed partial class SubTrackerClient
{
    public Task<PageReply<SubscriptionResponse>> ListAsync(SubscriptionQuery query, CancellationToken cancellationToken) =>
        PageAsync<SubscriptionResponse>($"subscriptions{query.ToQueryString()}", cancellationToken);

    public Task<SubscriptionResponse> GetAsync(string id, CancellationToken cancellationToken) =>
        DataAsync<SubscriptionResponse>(HttpMethod.Get, Path(id), cancellationToken);

    public Task<IReadOnlyList<DateOnly>> RenewalsAsync(string id, CancellationToken cancellationToken) =>
        DataAsync<IReadOnlyList<DateOnly>>(HttpMethod.Get, $"{Path(id)}/renewals", cancellationToken);

    public Task<IReadOnlyList<UpcomingRenewal>> UpcomingAsync(int days, CancellationToken cancellationToken) =>
        DataAsync<IReadOnlyList<UpcomingRenewal>>(HttpMethod.Get, $"subscriptions/upcoming-renewals?days={days}", cancellationToken);

    public Task<PreviewResponse> PreviewAsync(SubscriptionRequest subscription, CancellationToken cancellationToken) =>
        DataAsync<PreviewResponse>(HttpMethod.Post, "subscriptions/preview", cancellationToken, subscription);

    /// <param name="key">Names this one act of adding, so that sending it twice adds once.</param>
    public Task<CreatedSubscription> CreateAsync(SubscriptionRequest subscription, Guid key, CancellationToken cancellationToken) =>
        DataAsync<CreatedSubscription>(HttpMethod.Post, "subscriptions", cancellationToken, subscription, Once(key));

    /// <summary>Replaces the subscription that was read as <paramref name="read"/>; 412 where it was changed since.</summary>
    public Task<SubscriptionResponse> ReplaceAsync(
        SubscriptionResponse read, SubscriptionRequest subscription, CancellationToken cancellationToken) =>
        DataAsync<SubscriptionResponse>(HttpMethod.Put, Path(read.Id), cancellationToken, subscription, IfMatch(read));

    public Task<SubscriptionResponse> CancelAsync(
        SubscriptionResponse read, CancelEffective effective, CancellationToken cancellationToken) =>
        DataAsync<SubscriptionResponse>(HttpMethod.Put, $"{Path(read.Id)}/cancel", cancellationToken, new CancelRequest(effective), IfMatch(read));

    public Task<SubscriptionResponse> ResumeAsync(SubscriptionResponse read, CancellationToken cancellationToken) =>
        DataAsync<SubscriptionResponse>(HttpMethod.Put, $"{Path(read.Id)}/resume", cancellationToken, null, IfMatch(read));

    public Task DeleteAsync(SubscriptionResponse read, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Delete, Path(read.Id), cancellationToken, null, IfMatch(read));

    private static (string, string) IfMatch(SubscriptionResponse read) => ("If-Match", $"\"{read.Version}\"");

    private static (string, string) Once(Guid key) => ("Idempotency-Key", $"{key}");

    private static string Path(string id) => $"subscriptions/{Uri.EscapeDataString(id)}";
}
