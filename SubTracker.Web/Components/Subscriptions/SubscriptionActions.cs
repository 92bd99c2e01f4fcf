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

    public Task<bool> CopyAsync(SubscriptionResponse subscription) =>
        acts.AskAsync<SubscriptionDialog>(
            $"Copy {subscription.Name}", new DialogParameters<SubscriptionDialog> { { dialog => dialog.Copying, subscription } }, wide: true);

    public Task<bool> CancelAsync(SubscriptionResponse subscription) =>
        acts.AskAsync<CancelDialog>(
            $"Cancel {subscription.Name}", new DialogParameters<CancelDialog> { { dialog => dialog.Subscription, subscription } });

    public Task<bool> PauseAsync(SubscriptionResponse subscription) =>
        acts.AskAsync<PauseDialog>(
            $"Pause {subscription.Name}", new DialogParameters<PauseDialog> { { dialog => dialog.Subscription, subscription } });

    public Task<bool> RenewAsync(SubscriptionResponse subscription, DateOnly today) =>
        acts.AskAsync<RenewDialog>($"Renew {subscription.Name}", new DialogParameters<RenewDialog>
        {
            { dialog => dialog.Subscription, subscription },
            { dialog => dialog.Today, today },
        });

    public Task<bool> ConvertAsync(SubscriptionResponse subscription, DateOnly today) =>
        acts.AskAsync<ConvertDialog>($"End the trial of {subscription.Name}", new DialogParameters<ConvertDialog>
        {
            { dialog => dialog.Subscription, subscription },
            { dialog => dialog.Today, today },
        });

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
