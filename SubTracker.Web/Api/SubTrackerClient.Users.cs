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

    public Task<IReadOnlyList<ChannelResponse>> ChannelsAsync(CancellationToken cancellationToken) =>
        DataAsync<IReadOnlyList<ChannelResponse>>(HttpMethod.Get, "channels", cancellationToken);

    /// <param name="key">Names this one act of adding, so that sending it twice adds once.</param>
    public Task AddChannelAsync(ChannelRequest channel, Guid key, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Post, "channels", cancellationToken, channel, Once(key));

    /// <param name="patch">What is absent stays as it is.</param>
    public Task ChangeChannelAsync(string id, object patch, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Patch, $"channels/{id}", cancellationToken, patch);

    public Task DeleteChannelAsync(string id, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Delete, $"channels/{id}", cancellationToken);

    public Task<ChannelTestResponse> TestChannelAsync(string id, CancellationToken cancellationToken) =>
        DataAsync<ChannelTestResponse>(HttpMethod.Post, $"channels/{id}/test", cancellationToken);

    public Task<PageReply<OutboxMessageResponse>> OutboxAsync(int page, CancellationToken cancellationToken) =>
        PageAsync<OutboxMessageResponse>($"outbox?page={page}", cancellationToken);
}
