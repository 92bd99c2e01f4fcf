using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SubTracker.Tests.Journeys;

[Collection(Journeys.Name)]
public sealed class SettingsJourney(Browser browser)
{
    [Fact]
    public async Task From_an_import_and_its_undoing_over_an_own_rate_and_a_test_message_to_a_feed()
    {
        var page = await browser.OpenAsync();
        var asked = new SubscriptionPage(page);
        await new AccountPages(page).SignUpAsync(AccountPages.NewEmail());

        await page.GotoAsync("/settings/transfer");
        await page.GetByLabel("File").SetInputFilesAsync(new FilePayload
        {
            Name = "subscriptions.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes("name;price;currency;frequency;renewalDate\nNetflix;15,99;EUR;monthly;2030-01-30\nNews;10,00;USD;monthly;2030-01-05\n"),
        });
        await asked.PressAsync("Check the file");
        await Expect(page.Locator("#import-delimiter")).ToHaveValueAsync("semicolon");
        await asked.PressAsync("Import 2 subscriptions");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Earlier imports" })).ToContainTextAsync("2 added");
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "JSON, everything there is" }).ClickAsync());
        Assert.Contains("Netflix", await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken));
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the import" }).ClickAsync();
        await asked.AnswerAsync("Undo import");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Earlier imports" })).ToContainTextAsync("undone");

        await page.GetByRole(AriaRole.Link, new() { Name = "Exchange rates" }).ClickAsync();
        await asked.PressAsync("Add own rate");
        await asked.FillAsync(("is", "0.5"));
        await asked.AnswerAsync("Save rate");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Your own rates" })).ToContainTextAsync("1 EUR = 0.5 USD");

        await page.GetByRole(AriaRole.Link, new() { Name = "Channels" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Article)).ToContainTextAsync("in your outbox");
        await page.GetByRole(AriaRole.Link, new() { Name = "Outbox" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Article)).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Calendar feed" }).ClickAsync();
        await asked.PressAsync("Make an address");
        var feed = await page.GetByLabel("Address").InputValueAsync();
        Assert.StartsWith("BEGIN:VCALENDAR", await (await page.APIRequest.GetAsync(feed)).TextAsync());
        await asked.PressAsync("Revoke");
        await asked.AnswerAsync("Revoke address");
        await Expect(page.GetByText("There is no address yet")).ToBeVisibleAsync();
        Assert.Equal(404, (await page.APIRequest.GetAsync(feed)).Status);
    }
}
