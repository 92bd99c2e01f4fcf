using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SubTracker.Tests.Journeys;

[Collection(Journeys.Name)]
public sealed class MoneyJourney(Browser browser)
{
    private static readonly DateOnly s_today = Browser.Today;

    [Fact]
    public async Task From_a_scheduled_price_over_a_payment_and_a_pause_to_statistics_budget_and_calendar()
    {
        var page = await browser.OpenAsync();
        var (editor, subscription) = (new Editor(page), new SubscriptionPage(page));
        await new AccountPages(page).SignUpAsync(AccountPages.NewEmail());
        await editor.OpenAsync("Add your first subscription");
        await editor.FillAsync("Netflix", "15.99", s_today.AddDays(9));
        await editor.SaveAsync();
        await subscription.OpenAsync("Netflix");

        await subscription.PressAsync("Add price");
        await subscription.FillAsync(("From", $"{s_today.AddDays(40):yyyy-MM-dd}"), ("Price", "17.99"));
        await subscription.AnswerAsync("Save price");
        await Expect(subscription.Section("Prices")).ToContainTextAsync("scheduled");
        await subscription.PressAsync("Record payment");
        await subscription.FillAsync(("Amount", "14.50"));
        await subscription.AnswerAsync("Record payment");
        await Expect(subscription.Section("Payments")).ToContainTextAsync("€14.50");
        await subscription.PressAsync("Pause");
        await subscription.AnswerAsync("Pause subscription");
        await Expect(subscription.Facts).ToContainTextAsync("none");
        await subscription.PressAsync("Resume");
        await Expect(subscription.Facts).ToContainTextAsync("in 9 days");

        await page.GetByRole(AriaRole.Link, new() { Name = "Statistics" }).ClickAsync();
        await Expect(page.Locator(".figures")).ToContainTextAsync("€15.99");
        await subscription.PressAsync("Set a budget");
        await subscription.FillAsync(("In all", "10"));
        await subscription.AnswerAsync("Save budgets");
        await Expect(page.Locator("table.budget")).ToContainTextAsync("€10.00");

        await page.GetByRole(AriaRole.Link, new() { Name = "Calendar", Exact = true }).ClickAsync();
        await page.GotoAsync($"/calendar?month={s_today.AddDays(9):yyyy-MM}");
        await Expect(page.Locator(".month").GetByRole(AriaRole.Link, new() { Name = "Netflix" })).ToBeVisibleAsync();
    }
}
