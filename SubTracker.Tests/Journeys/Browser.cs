using System.Net.Http.Json;
using Microsoft.Playwright;
using SubTracker.Contracts.Auth;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Journeys;

/// <summary>Debian's chromium and a running SubTracker, shared by the journeys; each has an account and a window of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Zone = "Europe/Berlin";

    /// <summary>The day of whoever sits before it: for an hour or two of each day not that of UTC.</summary>
    public static DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(Zone)).DateTime);

    public const string AdministratorsEmail = "grace@example.org";
    // A slow machine is not a broken page.
    private const int Patience = 60_000;
    private const string Chromium = "/usr/bin/chromium";
    private readonly HostStorage _storage = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("subtracker-journeys");
    private IPlaywright? _playwright;
    private IBrowser? _chromium;
    private Product? _product;

    public Uri Url => _product!.Url;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
            return;
        _product = new(_folder.FullName, _storage.ConnectionString);
        await _product.StartAsync();
        // Whoever comes first administers the installation.
        using (var http = new HttpClient { BaseAddress = _product.Api })
        {
            var signedUp = await http.PostAsJsonAsync("api/v1/auth/sign-up", new SignUpRequest("Grace Hopper", AdministratorsEmail, AccountPages.Password));
            signedUp.EnsureSuccessStatusCode();
        }
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        _chromium = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        _playwright?.Dispose();
        if (_product is not null)
            await _product.DisposeAsync();
        await _storage.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>A window in Berlin, on the page that everybody comes to first.</summary>
    public async Task<IPage> OpenAsync(ColorScheme scheme = ColorScheme.Light)
    {
        if (_chromium is null)
            Assert.Skip($"There is no {Chromium} on this machine.");
        _product!.AssertRuns();
        var context = await _chromium.NewContextAsync(new()
        {
            BaseURL = Url.ToString(),
            ColorScheme = scheme,
            TimezoneId = Zone,
            ViewportSize = new() { Width = 1280, Height = 860 },
        });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        return page;
    }

    /// <summary>Every process ends as the power goes, and starts again on the same address and data.</summary>
    public async Task RestartAsync()
    {
        _product!.Kill();
        await _product.StartAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class Journeys : ICollectionFixture<Browser>
{
    public const string Name = "Journeys";
}
