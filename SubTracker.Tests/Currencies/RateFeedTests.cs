using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SubTracker.ApiService.Currencies;
using SubTracker.Tests.Platform;
using static SubTracker.Tests.Subscriptions.Calendars;

namespace SubTracker.Tests.Currencies;

/// <summary>The feed against a source of our own on loopback, which serves what the European Central Bank would.</summary>
public sealed class RateFeedTests : IAsyncLifetime
{
    private const string Monday = "2026-04-13";
    private const string Tuesday = "2026-04-14";

    private readonly List<string> _asked = [];
    private readonly CaughtLog _log = new(typeof(RateFeed).FullName!);
    private WebApplication _source = null!;
    private ApiHost _api = null!;
    private Func<string, IResult> _answer = _ => Results.NotFound();

    private RateFeed Feed => _api.Services.GetRequiredService<RateFeed>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        _source = builder.Build();
        _source.Urls.Add("http://127.0.0.1:0");
        _source.MapGet("/eurofxref/{file}", (string file) =>
        {
            _asked.Add(file);
            return _answer(file);
        });
        await _source.StartAsync(Token);
        _api = await ApiHost.StartAsync(
            new() { ["Currencies:SourceUrl"] = $"{_source.Urls.Single()}/eurofxref/" },
            host => host.Logging.AddProvider(_log));
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _source.DisposeAsync();
    }

    [Fact]
    public async Task The_day_after_the_last_is_fetched_as_the_daily_file_once()
    {
        At($"{Tuesday}T16:00:00Z");
        _answer = _ => Results.Text(DailyOf(Tuesday, "1.1702"), "text/xml");
        await Feed.RefreshAsync(Token);
        await Feed.RefreshAsync(Token);
        Assert.Equal(["eurofxref-daily.xml"], _asked);
        Assert.Equal(1.1702m, await DollarAsync(Tuesday));
        Assert.Equal(1.1684m, await DollarAsync(Monday));
    }

    [Fact]
    public async Task A_gap_is_closed_with_the_history()
    {
        At("2026-05-04T16:00:00Z");
        _answer = _ => Results.Bytes(EcbFilesTests.Zip($"Date,USD,\n2026-05-04,1.20,\n{Tuesday},1.19,\n{Monday},9.99,\n").ToArray(), "application/zip");
        await Feed.RefreshAsync(Token);
        Assert.Equal(["eurofxref-hist.zip"], _asked);
        Assert.Equal((1.20m, 1.19m, 1.1684m), (await DollarAsync("2026-05-04"), await DollarAsync("2026-05-03"), await DollarAsync(Monday)));
    }

    [Theory]
    [InlineData("2026-04-14T09:00:00Z")]
    [InlineData("2026-04-13T20:00:00Z")]
    public async Task Before_new_rates_can_be_out_nobody_is_asked(string now)
    {
        At(now);
        await Feed.RefreshAsync(Token);
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task What_is_stored_is_known_to_the_next_process()
    {
        At($"{Tuesday}T16:00:00Z");
        _answer = _ => Results.Text(DailyOf(Tuesday, "1.1702"), "text/xml");
        await Feed.RefreshAsync(Token);
        var next = new CurrentRates(_api.Services.GetRequiredService<IRateStore>(), _api.Services.GetRequiredService<IOwnRateStore>());
        Assert.Equal(Day(Tuesday), (await next.GetAsync(Token)).LastDay);
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>")]
    [InlineData("not XML at all")]
    public async Task What_cannot_be_understood_changes_nothing_and_is_told_of_once(string daily)
    {
        At($"{Tuesday}T16:00:00Z");
        _answer = _ => Results.Text(daily, "text/xml");
        await Feed.RefreshAsync(Token);
        await Feed.RefreshAsync(Token);
        Assert.Equal(2, _asked.Count);
        Assert.Equal(1.1684m, await DollarAsync(Tuesday));
        Assert.Single(_log.Lines, line => line.StartsWith("No exchange rates from", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_source_that_is_not_there_is_told_of_once_until_it_is_back()
    {
        At($"{Tuesday}T16:00:00Z");
        _answer = _ => Results.StatusCode((int)HttpStatusCode.NotFound);
        await Feed.RefreshAsync(Token);
        await Feed.RefreshAsync(Token);
        _answer = _ => Results.Text(DailyOf(Tuesday, "1.1702"), "text/xml");
        await Feed.RefreshAsync(Token);
        Assert.Equal(["No", "Exchange"], _log.Lines.Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task A_day_that_has_not_come_yet_is_not_believed()
    {
        At($"{Tuesday}T16:00:00Z");
        _answer = _ => Results.Text(DailyOf("2027-01-01", "5"), "text/xml");
        await Feed.RefreshAsync(Token);
        Assert.Equal(1.1684m, await DollarAsync("2027-01-01"));
    }

    [Fact]
    public async Task Without_a_source_nothing_is_asked_and_nothing_told()
    {
        await using var offline = await ApiHost.StartAsync(
            new() { ["Currencies:SourceUrl"] = "" }, host => host.Logging.AddProvider(_log));
        offline.Clock.SetUtcNow(DateTimeOffset.Parse($"{Tuesday}T16:00:00Z", null));
        await offline.Services.GetRequiredService<RateFeed>().RefreshAsync(Token);
        Assert.Empty(_log.Lines);
    }

    private void At(string instant) => _api.Clock.SetUtcNow(DateTimeOffset.Parse(instant, null));

    private async Task<decimal?> DollarAsync(string day) =>
        (await _api.Services.GetRequiredService<CurrentRates>().GetAsync(Token)).Find("USD", Day(day))?.PerEuro;

    private static string DailyOf(string day, string dollar) => $"""
        <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
          <Cube><Cube time='{day}'><Cube currency='USD' rate='{dollar}'/></Cube></Cube>
        </gesmes:Envelope>
        """;
}
