using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SubTracker.Tests.Journeys;

/// <summary>Every page, wide and narrow, light and dark: accessible, within the window, without a token.</summary>
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
        var violations = new List<string>();
        await LookAsync(page, "sign-in", violations);
        await page.GotoAsync("/sign-up");
        await LookAsync(page, "sign-up", violations);
        await page.GotoAsync("/");
        await new AccountPages(page).SignUpAsync(AccountPages.NewEmail());
        await Expect(page.GetByText("Welcome, Ada Lovelace")).ToBeVisibleAsync();
        await LookAsync(page, "first dashboard", violations);

        var editor = new Editor(page);
        await editor.OpenAsync("Add your first subscription");
        await editor.FillAsync("Netflix", "15.99", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime).AddDays(9));
        await page.GetByText("More: trial").ClickAsync();
        await Expect(editor.Preview).ToContainTextAsync("a month");
        await LookAsync(page, "editor", violations);
        await editor.SaveAsync();

        await LookAtPagesAsync(page, s_pages, violations);
        await LookAtSubscriptionAsync(page, violations);

        Assert.Empty(violations);
    }

    private static async Task LookAtPagesAsync(IPage page, (string Path, string Heading)[] pages, List<string> violations)
    {
        foreach (var (path, heading) in pages)
        {
            await page.GotoAsync(path);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);
            await Expect(page.GetByText("Loading…")).ToHaveCountAsync(0);
            await LookAsync(page, path, violations);
        }
    }

    private static async Task LookAtSubscriptionAsync(IPage page, List<string> violations)
    {
        await page.GotoAsync("/subscriptions");
        var subscription = new SubscriptionPage(page);
        await subscription.OpenAsync("Netflix");
        await Expect(page.GetByText("Loading…")).ToHaveCountAsync(0);
        await LookAsync(page, "subscription", violations);
        foreach (var button in (string[])["Record payment", "Cancel"])
        {
            await subscription.PressAsync(button);
            await page.GetByRole(AriaRole.Dialog).WaitForAsync();
            await LookAsync(page, button, violations);
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

    private static async Task LookAsync(IPage page, string name, List<string> violations)
    {
        foreach (var width in (int[])[1280, 390])
        {
            await page.SetViewportSizeAsync(width, 860);
            var axe = await page.RunAxe();
            violations.AddRange(axe.Violations.Select(v => $"{name} {width}: {v.Id}, {v.Help}: {v.Nodes[0].Html}"));
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") is > 0 and var over)
                violations.Add($"{name} {width}: {over} pixels too wide");
        }
        await page.SetViewportSizeAsync(1280, 860);
        await LookForTokensAsync(page, name, violations);
    }

    // A JSON Web Token begins with the base64 of {" and has two dots.
    private static async Task LookForTokensAsync(IPage page, string name, List<string> violations)
    {
        var stored = await page.EvaluateAsync<string>("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])");
        var cookies = string.Join('\n', (await page.Context.CookiesAsync()).Select(cookie => cookie.Value));
        if (new[] { stored, cookies, await page.ContentAsync() }.Any(text => text.Contains("eyJ", StringComparison.Ordinal)))
            violations.Add($"{name}: a token is in the browser");
        violations.AddRange((await page.Context.CookiesAsync())
            .Where(cookie => !cookie.HttpOnly || cookie.SameSite == SameSiteAttribute.None)
            .Select(cookie => $"{name}: cookie {cookie.Name} can be read or sent from elsewhere"));
    }
}
