using Microsoft.Playwright;

namespace SubTracker.Tests.Journeys;

/// <summary>A subscription's own page.</summary>
internal sealed class SubscriptionPage(IPage page)
{
    public ILocator Facts => page.Locator(".facts");

    public ILocator Section(string name) => page.GetByRole(AriaRole.Region, new() { Name = name });

    public async Task OpenAsync(string name)
    {
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 }).WaitForAsync();
    }

    public Task PressAsync(string button) => page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public async Task FillAsync(params (string Label, string Value)[] fields)
    {
        foreach (var (label, value) in fields)
            await page.GetByRole(AriaRole.Dialog).GetByLabel(label, new() { Exact = true }).FillAsync(value);
    }

    public async Task AnswerAsync(string button)
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }
}
