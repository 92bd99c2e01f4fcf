using MudBlazor;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Web.Api;
using SubTracker.Web.Components.Parts;

namespace SubTracker.Web.Components.Subscriptions;

/// <summary>What can be done with a subscription from any page; <c>true</c> where something changed.</summary>
internal sealed class SubscriptionActions(Acts acts, SubTrackerClient api)
{
    public Task<bool> AddAsync() => acts.AskAsync<SubscriptionDialog>("Add subscription", [], wide: true);

    public Task<bool> EditAsync(SubscriptionResponse subscription) =>
        acts.AskAsync<SubscriptionDialog>(
            $"Edit {subscription.Name}", new DialogParameters<SubscriptionDialog> { { dialog => dialog.Editing, subscription } }, wide: true);

    public Task<bool> CancelAsync(SubscriptionResponse subscription) =>
        acts.AskAsync<CancelDialog>(
            $"Cancel {subscription.Name}", new DialogParameters<CancelDialog> { { dialog => dialog.Subscription, subscription } });

    public Task<bool> DeleteAsync(SubscriptionResponse subscription) =>
        acts.AskAsync<DeleteDialog>(
            $"Delete {subscription.Name}?", new DialogParameters<DeleteDialog> { { dialog => dialog.Subscription, subscription } });

    public Task<bool> ResumeAsync(SubscriptionResponse subscription) =>
        acts.DoAsync(async () =>
        {
            await api.ResumeAsync(subscription, CancellationToken.None);
            return $"{subscription.Name} goes on.";
        });
}
