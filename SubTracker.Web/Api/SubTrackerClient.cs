using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using SubTracker.Contracts;
using SubTracker.Contracts.Notifications;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Users;
using SubTracker.Web.Session;

namespace SubTracker.Web.Api;

/// <summary>The API, asked for whoever is signed in. It adds the access token itself: message handlers live outside the circuit's scope.</summary>
internal sealed class SubTrackerClient(
    HttpClient http, AccessTokens tokens, AuthenticationStateProvider authentication, NavigationManager navigation)
{
    public Task<UserResponse> GetMeAsync(CancellationToken cancellationToken) =>
        DataAsync<UserResponse>(HttpMethod.Get, "users/me", cancellationToken);

    public Task<UserResponse> UpdateMeAsync(UpdateUserRequest changes, CancellationToken cancellationToken) =>
        DataAsync<UserResponse>(HttpMethod.Patch, "users/me", cancellationToken, changes);

    public Task<PageReply<SubscriptionResponse>> ListAsync(SubscriptionQuery query, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, $"subscriptions{query.ToQueryString()}",
            response => response.ReadAsync<PageReply<SubscriptionResponse>>(cancellationToken), cancellationToken);

    public Task<IReadOnlyList<UpcomingRenewal>> UpcomingAsync(int days, CancellationToken cancellationToken) =>
        DataAsync<IReadOnlyList<UpcomingRenewal>>(HttpMethod.Get, $"subscriptions/upcoming-renewals?days={days}", cancellationToken);

    public Task<PreviewResponse> PreviewAsync(SubscriptionRequest subscription, CancellationToken cancellationToken) =>
        DataAsync<PreviewResponse>(HttpMethod.Post, "subscriptions/preview", cancellationToken, subscription);

    /// <param name="key">Names this one act of adding, so that sending it twice adds once.</param>
    public Task<CreatedSubscription> CreateAsync(SubscriptionRequest subscription, Guid key, CancellationToken cancellationToken) =>
        DataAsync<CreatedSubscription>(HttpMethod.Post, "subscriptions", cancellationToken, subscription, ("Idempotency-Key", $"{key}"));

    /// <summary>Replaces the subscription that was read as <paramref name="read"/>; 412 where it was changed since.</summary>
    public Task<SubscriptionResponse> ReplaceAsync(
        SubscriptionResponse read, SubscriptionRequest subscription, CancellationToken cancellationToken) =>
        DataAsync<SubscriptionResponse>(HttpMethod.Put, $"subscriptions/{read.Id}", cancellationToken, subscription, IfMatch(read));

    public Task<SubscriptionResponse> CancelAsync(
        SubscriptionResponse read, CancelEffective effective, CancellationToken cancellationToken) =>
        DataAsync<SubscriptionResponse>(
            HttpMethod.Put, $"subscriptions/{read.Id}/cancel", cancellationToken, new CancelRequest(effective), IfMatch(read));

    public Task<SubscriptionResponse> ResumeAsync(SubscriptionResponse read, CancellationToken cancellationToken) =>
        DataAsync<SubscriptionResponse>(HttpMethod.Put, $"subscriptions/{read.Id}/resume", cancellationToken, null, IfMatch(read));

    public Task DeleteAsync(SubscriptionResponse read, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, $"subscriptions/{read.Id}", async response =>
        {
            await response.EnsureGoodAsync(cancellationToken);
            return true;
        }, cancellationToken, null, IfMatch(read));

    public Task<PageReply<OutboxMessageResponse>> OutboxAsync(int page, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, $"outbox?page={page}",
            response => response.ReadAsync<PageReply<OutboxMessageResponse>>(cancellationToken), cancellationToken);

    private static (string, string) IfMatch(SubscriptionResponse read) => ("If-Match", $"\"{read.Version}\"");

    private Task<T> DataAsync<T>(
        HttpMethod method, string path, CancellationToken cancellationToken, object? body = null, (string Name, string Value)? header = null) =>
        SendAsync(method, path, async response => (await response.ReadAsync<Reply<T>>(cancellationToken)).Data, cancellationToken, body, header);

    private async Task<T> SendAsync<T>(
        HttpMethod method, string path, Func<HttpResponseMessage, Task<T>> read, CancellationToken cancellationToken,
        object? body = null, (string Name, string Value)? header = null)
    {
        try
        {
            var session = (await authentication.GetAuthenticationStateAsync()).User.SessionHandle ?? throw new SessionEndedException();
            for (var again = true; ; again = false)
            {
                using var request = new HttpRequestMessage(method, path)
                {
                    Headers = { Authorization = new("Bearer", await tokens.GetAsync(session, cancellationToken)) },
                    Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: ContractJson.Options),
                };
                if (header is { } extra)
                    request.Headers.Add(extra.Name, extra.Value);
                using var response = await http.ReachAsync(request, cancellationToken);
                if (response.StatusCode != HttpStatusCode.Unauthorized)
                    return await read(response);

                // The token is no longer taken (the session was ended, the key changed): one fresh one decides which.
                tokens.Forget(session);
                if (!again)
                    throw new SessionEndedException();
            }
        }
        catch (SessionEndedException)
        {
            navigation.NavigateTo(ReturnAddress.SignInAndBackTo($"/{navigation.ToBaseRelativePath(navigation.Uri)}"), forceLoad: true);
            throw;
        }
    }
}
