using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SubTracker.Tests.Journeys;

[Collection(Journeys.Name)]
public sealed class AdminJourney(Browser browser)
{
    [Fact]
    public async Task An_administrator_sees_how_it_goes_locks_an_account_and_runs_the_drill()
    {
        var page = await browser.OpenAsync();
        var (account, asked, email) = (new AccountPages(page), new SubscriptionPage(page), AccountPages.NewEmail());
        await account.SignUpAsync(email);
        await page.GotoAsync("/admin");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "There is no such page" })).ToBeVisibleAsync();

        await page.GotoAsync("/");
        await account.SignOutAsync();
        await account.SignInAsync(Browser.AdministratorsEmail);
        await page.GetByRole(AriaRole.Link, new() { Name = "Administration" }).ClickAsync();
        await Expect(page.Locator(".figures")).ToContainTextAsync("Users");

        await page.GotoAsync($"/admin/users?search={email}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lock Ada Lovelace" }).ClickAsync();
        await asked.AnswerAsync("Lock");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Locked");

        await page.GetByRole(AriaRole.Link, new() { Name = "Drill" }).ClickAsync();
        await asked.PressAsync("Run the drill");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("plan and ledger agree");
        await page.GetByRole(AriaRole.Link, new() { Name = "Health" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Healthy");

        await page.GotoAsync("/");
        await account.SignOutAsync();
        await account.SignInAsync(email);
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }
}
