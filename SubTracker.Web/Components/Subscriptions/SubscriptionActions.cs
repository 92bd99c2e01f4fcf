using MudBlazor;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Web.Api;

namespace SubTracker.Web.Components.Subscriptions;

/// <summary>What can be done with a subscription from any page; <c>true</c> where something changed.</summary>
internal sealed class SubscriptionActions(IDialogService dialogs, ISnackbar snackbar, SubTrackerClient api)
{
    private static readonly DialogOptions s_wide = new() { MaxWidth = MaxWidth.Medium, FullWidth = true, BackdropClick = false, CloseOnEscapeKey = true };
    private static readonly DialogOptions s_narrow = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true };

    public async Task<bool> AddAsync() =>
        await SaidYesAsync<SubscriptionDialog>("Add subscription", [], s_wide);

    public async Task<bool> EditAsync(SubscriptionResponse subscription) =>
        await SaidYesAsync<SubscriptionDialog>(
            $"Edit {subscription.Name}", new DialogParameters<SubscriptionDialog> { { dialog => dialog.Editing, subscription } }, s_wide);

    public async Task<bool> CancelAsync(SubscriptionResponse subscription) =>
        await SaidYesAsync<CancelDialog>(
            $"Cancel {subscription.Name}", new DialogParameters<CancelDialog> { { dialog => dialog.Subscription, subscription } }, s_narrow);

    public async Task<bool> DeleteAsync(SubscriptionResponse subscription) =>
        await SaidYesAsync<DeleteDialog>(
            $"Delete {subscription.Name}?", new DialogParameters<DeleteDialog> { { dialog => dialog.Subscription, subscription } }, s_narrow);

    public async Task<bool> ResumeAsync(SubscriptionResponse subscription)
    {
        try
        {
            await api.ResumeAsync(subscription, CancellationToken.None);
            snackbar.Add($"{subscription.Name} goes on.", Severity.Success);
        }
        catch (ApiProblemException problem)
        {
            snackbar.Add(problem.Detail, Severity.Error);
        }
        return true;
    }

    private async Task<bool> SaidYesAsync<TDialog>(string title, DialogParameters parameters, DialogOptions options)
        where TDialog : Microsoft.AspNetCore.Components.IComponent
    {
        var dialog = await dialogs.ShowAsync<TDialog>(title, parameters, options);
        if (await dialog.Result is not { Canceled: false, Data: string done })
            return false;
        snackbar.Add(done, Severity.Success);
        return true;
    }
}
