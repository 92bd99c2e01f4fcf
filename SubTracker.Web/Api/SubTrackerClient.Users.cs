using SubTracker.Contracts;
using SubTracker.Contracts.Notifications;
using SubTracker.Contracts.Users;

namespace SubTracker.Web.Api;

internal sealed partial class SubTrackerClient
{
    public Task<UserResponse> GetMeAsync(CancellationToken cancellationToken) =>
        DataAsync<UserResponse>(HttpMethod.Get, "users/me", cancellationToken);

    public Task<UserResponse> UpdateMeAsync(UpdateUserRequest changes, CancellationToken cancellationToken) =>
        DataAsync<UserResponse>(HttpMethod.Patch, "users/me", cancellationToken, changes);

    public Task<PageReply<OutboxMessageResponse>> OutboxAsync(int page, CancellationToken cancellationToken) =>
        PageAsync<OutboxMessageResponse>($"outbox?page={page}", cancellationToken);
}
