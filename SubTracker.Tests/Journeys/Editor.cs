using Microsoft.Playwright;

namespace SubTracker.Tests.Journeys;

/// <summary>The dialog in which a subscription is added or edited.</summary>
internal sealed class Editor(IPage page)
{
    private ILocator Dialog => page.GetByRole(AriaRole.Dialog);

    public ILocator Preview => Dialog.GetByRole(AriaRole.Complementary, new() { Name = "What will happen" });

    public ILocator Price => Dialog.GetByLabel("Price", new() { Exact = true });

    public async Task OpenAsync(string button = "Add subscription")
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Dialog.GetByLabel("Name", new() { Exact = true }).WaitForAsync();
    }

    public async Task FillAsync(string name, string price, DateOnly nextRenewal)
    {
        await Dialog.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await Price.FillAsync(price);
        await Dialog.GetByLabel("the next renewal").CheckAsync();
        await Dialog.GetByLabel("Next renewal", new() { Exact = true }).FillAsync($"{nextRenewal:yyyy-MM-dd}");
    }

    public async Task SaveAsync(string button = "Add subscription")
    {
        await Dialog.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }
}
