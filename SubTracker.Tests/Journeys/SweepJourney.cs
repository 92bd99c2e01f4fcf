using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SubTracker.Tests.Journeys;

/// <summary>Every page, wide and narrow, light and dark.</summary>
[Collection(Journeys.Name)]
public sealed class SweepJourney(Browser browser)
{
    private static readonly (string Path, string Heading)[] s_pages =
    [
        ("/", "Dashboard"), ("/subscriptions", "Subscriptions"), ("/subscriptions?search=nothing", "Subscriptions"),
        ("/calendar", "Calendar"), ("/statistics", "Statistics"), ("/statistics?by=tag", "Statistics"), ("/outbox", "Outbox"), ("/settings", "Settings"),
        ("/settings/calendar", "Calendar feed"), ("/settings/channels", "Channels"), ("/settings/rates", "Exchange rates"),
        ("/settings/transfer", "Import and export"), ("/nowhere", "There is no such page"),
    ];

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_page_can_be_used_by_everybody(ColorScheme scheme)
    {
        var page = await browser.OpenAsync(scheme);
        var look = new Look(page);
        await look.AtAsync("sign-in");
        await page.GotoAsync("/sign-up");
        await look.AtAsync("sign-up");
        await page.GotoAsync("/");
        await new AccountPages(page).SignUpAsync(AccountPages.NewEmail());
        await Expect(page.GetByText("Welcome, Ada Lovelace")).ToBeVisibleAsync();
        await look.AtAsync("first dashboard");

        var editor = new Editor(page);
        await editor.OpenAsync("Add your first subscription");
        await editor.FillAsync("Netflix", "15.99", Browser.Today.AddDays(9));
        await page.GetByText("More: trial").ClickAsync();
        await Expect(editor.Preview).ToContainTextAsync("a month");
        await look.AtAsync("editor");
        await editor.SaveAsync();

        await LookAtPagesAsync(page, look);
        await LookAtSubscriptionAsync(page, look);

        Assert.Empty(look.Violations);
    }

    [Fact]
    public async Task The_sweep_sees_what_is_wrong()
    {
        var page = await browser.OpenAsync();
        await page.EvaluateAsync("""document.querySelector('main').innerHTML += '<img src="/nothing.png"><p style="width: 2000px">eyJ</p>'""");
        var look = new Look(page);
        await look.AtAsync("broken");
        foreach (var seen in (string[])["broken 390: image-alt", "broken 1280: image-alt", "pixels too wide", "a token is in the browser"])
            Assert.Contains(look.Violations, violation => violation.Contains(seen, StringComparison.Ordinal));
    }

    private static async Task LookAtPagesAsync(IPage page, Look look)
    {
        foreach (var (path, heading) in s_pages)
        {
            await page.GotoAsync(path);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
            await Expect(page.GetByText("Loading…")).ToHaveCountAsync(0);
            await look.AtAsync(path);
        }
    }

    private static async Task LookAtSubscriptionAsync(IPage page, Look look)
    {
        await page.GotoAsync("/subscriptions");
        var subscription = new SubscriptionPage(page);
        await subscription.OpenAsync("Netflix");
        await Expect(page.GetByText("Loading…")).ToHaveCountAsync(0);
        await look.AtAsync("subscription");
        foreach (var button in (string[])["Record payment", "Cancel"])
        {
            await subscription.PressAsync(button);
            await page.GetByRole(AriaRole.Dialog).WaitForAsync();
            await look.AtAsync(button);
            await page.Keyboard.PressAsync("Escape");
        }
    }

    [Fact]
    public async Task What_a_page_brings_comes_from_here_and_is_less_than_300_kilobytes()
    {
        var page = await browser.OpenAsync();
        await new AccountPages(page).SignUpAsync(AccountPages.NewEmail());
        var (elsewhere, bytes) = (new List<string>(), 0L);
        var fresh = await page.Context.NewCDPSessionAsync(page);
        await fresh.SendAsync("Network.enable");
        await fresh.SendAsync("Network.clearBrowserCache");
        fresh.Event("Network.loadingFinished").OnEvent += (_, finished) => bytes += (long)finished!.Value.GetProperty("encodedDataLength").GetDouble();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(browser.Url.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                elsewhere.Add(request.Url);
        };

        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Expect(page.GetByText("Welcome, Ada Lovelace")).ToBeVisibleAsync();

        Assert.Empty(elsewhere);
        Assert.InRange(bytes, 10_000, 300_000);
    }

    [Fact]
    public async Task The_theme_that_was_chosen_is_remembered()
    {
        var page = await browser.OpenAsync();
        var theme = page.Locator("html");
        await Expect(theme).ToHaveAttributeAsync("data-theme", "light");

        await page.GetByRole(AriaRole.Button, new() { Name = "Theme: system" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Theme: light" }).ClickAsync();
        await page.ReloadAsync();

        await Expect(theme).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Theme: dark" })).ToBeVisibleAsync();
    }
}
