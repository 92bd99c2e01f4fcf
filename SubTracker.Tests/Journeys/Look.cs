using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace SubTracker.Tests.Journeys;

/// <summary>A look at what a page shows: accessible, within the window wide and narrow, without a token.</summary>
internal sealed class Look(IPage page)
{
    // Deque.AxeCore.Playwright would open a further window for each run, which takes two seconds; there are no frames here that wanted it.
    private static readonly string s_axe = new BundledAxeScriptProvider().GetScript();

    public List<string> Violations { get; } = [];

    public async Task AtAsync(string name)
    {
        foreach (var width in (int[])[390, 1280])
        {
            await page.SetViewportSizeAsync(width, 860);
            Violations.AddRange((await AxeAsync()).Select(violation => $"{name} {width}: {violation}"));
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") is > 0 and var over)
                Violations.Add($"{name} {width}: {over} pixels too wide");
        }
        await LookForTokensAsync(name);
    }

    private async Task<string[]> AxeAsync()
    {
        if (await page.EvaluateAsync<bool>("typeof axe === 'undefined'"))
            await page.EvaluateAsync(s_axe);
        return await page.EvaluateAsync<string[]>("""
            async () => (await axe.run({ resultTypes: ['violations'] })).violations.map(v => `${v.id}, ${v.help}: ${v.nodes[0].html}`)
            """);
    }

    // A JSON Web Token begins with the base64 of {" and has two dots.
    private async Task LookForTokensAsync(string name)
    {
        var stored = await page.EvaluateAsync<string>("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])");
        var cookies = await page.Context.CookiesAsync();
        if (new[] { stored, await page.ContentAsync() }.Concat(cookies.Select(cookie => cookie.Value)).Any(text => text.Contains("eyJ", StringComparison.Ordinal)))
            Violations.Add($"{name}: a token is in the browser");
        Violations.AddRange(cookies
            .Where(cookie => !cookie.HttpOnly || cookie.SameSite == SameSiteAttribute.None)
            .Select(cookie => $"{name}: cookie {cookie.Name} can be read or sent from elsewhere"));
    }
}
