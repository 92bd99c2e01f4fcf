using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SubTracker.Tests.Journeys;

[Collection(Journeys.Name)]
public sealed class SubscriptionJourney(Browser browser)
{
    private static readonly DateOnly s_soon = Browser.Today.AddDays(9);

    [Fact]
    public async Task From_signing_up_over_a_subscriptions_life_to_signing_in_again()
    {
        var page = await browser.OpenAsync();
        var (account, editor, list) = (new AccountPages(page), new Editor(page), new SubscriptionsList(page));
        var email = AccountPages.NewEmail();

        await account.SignUpAsync(email);
        await editor.OpenAsync("Add your first subscription");
        await editor.FillAsync("Netflix", "15.99", s_soon);
        await Expect(editor.Preview).ToContainTextAsync("€15.99 a month");
        await Expect(editor.Preview).ToContainTextAsync(s_soon.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture));
        await Expect(editor.Preview).ToContainTextAsync("7 days before");
        await editor.SaveAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync(s_soon.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture));

        await list.OpenAsync();
        await list.EditAsync("Netflix");
        await editor.Price.FillAsync("17.99");
        await Expect(editor.Preview).ToContainTextAsync("€17.99 a month");
        await editor.SaveAsync("Save changes");
        await Expect(list.Row("Netflix")).ToContainTextAsync("€17.99");

        await list.CancelAsync("Netflix");
        await Expect(list.Row("Netflix")).ToContainTextAsync("Ends");
        await list.UndoCancellingAsync("Netflix");
        await Expect(list.Row("Netflix")).ToContainTextAsync("Active");

        await list.DeleteAsync("Netflix");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No subscriptions yet" })).ToBeVisibleAsync();

        await account.SignOutAsync();
        await page.GotoAsync("/subscriptions");
        await account.SignInAsync(email, "not the password");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The e-mail address or the password is wrong.");
        await account.SignInAsync(email);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Subscriptions", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_restart_of_the_process_keeps_everyone_signed_in()
    {
        var page = await browser.OpenAsync();
        await new AccountPages(page).SignUpAsync(AccountPages.NewEmail());

        await browser.RestartAsync();
        await page.GotoAsync("/settings");

        await Expect(page.GetByLabel("Time zone")).ToHaveValueAsync("Europe/Berlin");
    }
}
