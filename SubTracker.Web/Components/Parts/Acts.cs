using Microsoft.AspNetCore.Components;
using MudBlazor;
using SubTracker.Web.Api;

namespace SubTracker.Web.Components.Parts;

/// <summary>Does what somebody asked for: asks first where it should, says what came of it. <c>true</c> where something changed.</summary>
internal sealed class Acts(IDialogService dialogs, ISnackbar snackbar)
{
    private static readonly DialogOptions s_wide = new() { MaxWidth = MaxWidth.Medium, FullWidth = true, BackdropClick = false, CloseOnEscapeKey = true };
    private static readonly DialogOptions s_narrow = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true };

    /// <summary>Opens a dialog that does something and closes with a sentence that says so.</summary>
    public async Task<bool> AskAsync<TDialog>(string title, DialogParameters parameters, bool wide = false)
        where TDialog : IComponent
    {
        var dialog = await dialogs.ShowAsync<TDialog>(title, parameters, wide ? s_wide : s_narrow);
        if (await dialog.Result is not { Canceled: false, Data: string done })
            return false;
        Say(done);
        return true;
    }

    /// <summary>The same, where what the dialog shows is read first.</summary>
    public async Task<bool> AskAsync<TDialog>(string title, Func<Task<DialogParameters<TDialog>>> read) where TDialog : IComponent
    {
        try
        {
            return await AskAsync<TDialog>(title, await read());
        }
        catch (ApiProblemException problem)
        {
            snackbar.Add(problem.Detail, Severity.Error);
            return false;
        }
    }

    /// <summary>Asks before something is destroyed, naming it.</summary>
    public Task<bool> ConfirmAsync(string title, string text, string yes, Func<Task<string>> act) =>
        AskAsync<ConfirmDialog>(title, new DialogParameters<ConfirmDialog>
        {
            { dialog => dialog.Text, text },
            { dialog => dialog.Yes, yes },
            { dialog => dialog.Act, act },
        });

    /// <summary>Says that something is done.</summary>
    public void Say(string done) => snackbar.Add(done, Severity.Success);

    public async Task<bool> DoAsync(Func<Task<string>> act)
    {
        try
        {
            Say(await act());
        }
        catch (ApiProblemException problem)
        {
            snackbar.Add(Problems.Say(problem).Detail, Severity.Error);
        }
        return true;
    }
}
