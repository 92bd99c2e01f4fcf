using Microsoft.Playwright;

namespace SubTracker.Tests.Journeys;

/// <summary>The page that lists the subscriptions.</summary>
internal sealed class SubscriptionsList(IPage page)
{
    public Task OpenAsync() => page.GetByRole(AriaRole.Link, new() { Name = "Subscriptions", Exact = true }).ClickAsync();

    public ILocator Row(string name) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = name });

    public Task EditAsync(string name) => ActAsync($"Edit {name}");

    public async Task CancelAsync(string name)
    {
        await ActAsync($"Cancel {name}");
        await AnswerAsync("Cancel subscription");
    }

    public Task UndoCancellingAsync(string name) => ActAsync($"Undo cancelling {name}");

    public async Task DeleteAsync(string name)
    {
        await ActAsync($"Delete {name}");
        await AnswerAsync($"Delete {name}");
    }

    private Task ActAsync(string name) => page.GetByRole(AriaRole.Row).GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    private async Task AnswerAsync(string name)
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }
}
