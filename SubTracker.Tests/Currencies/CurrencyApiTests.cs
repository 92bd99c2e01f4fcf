using System.Net;
using SubTracker.Contracts.Currencies;
using SubTracker.Tests.Platform;
using static SubTracker.Tests.Subscriptions.Calendars;

namespace SubTracker.Tests.Currencies;

/// <summary>The clock stands at Sunday, 1 March 2026; the last quotation before it is of Friday, 27 February.</summary>
public sealed class CurrencyApiTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Root = "/api/v1/currencies";

    [Fact]
    public async Task Currencies_tell_their_digits_and_who_has_their_rate()
    {
        using var client = await fixture.SignUpAsync();
        var currencies = (await (await client.ReadAsync(Root)).DataAsync<List<CurrencyResponse>>()).ToDictionary(c => c.Code);
        Assert.Equal(new CurrencyResponse("JPY", 0, "Yen", Day("2026-04-13"), RateSource.Ecb), currencies["JPY"]);
        Assert.Equal((3, null), (currencies["KWD"].Digits, currencies["KWD"].RateDate));
        Assert.Equal((Day("2022-03-01"), RateSource.Ecb), (currencies["RUB"].RateDate, currencies["RUB"].Source));
        Assert.Equal(RateSource.Fixed, currencies["BGN"].Source);
        Assert.DoesNotContain("HRK", currencies.Keys);
    }

    [Fact]
    public async Task Rates_are_of_today_in_the_user_s_currency_where_nothing_else_is_asked()
    {
        using var client = await fixture.SignUpAsync();
        var rates = await RatesAsync(client);
        Assert.Equal(("EUR", Day("2026-03-01")), (rates.Base, rates.Date));
        Assert.Equal((Day("2026-02-27"), RateSource.Ecb), Of(rates, "USD") is { } dollar ? (dollar.Date, dollar.Source) : default);
        Assert.Null(Of(rates, "UAH"));
        Assert.Null(Of(rates, "EUR"));
    }

    [Fact]
    public async Task Rates_are_told_of_any_day_and_base()
    {
        using var client = await fixture.SignUpAsync();
        var rates = await RatesAsync(client, "?date=2026-04-12&base=USD");
        Assert.Equal(decimal.Round(1 / 1.1711m, 10), Of(rates, "EUR")?.Rate);
        Assert.Equal(decimal.Round(186.43m / 1.1711m, 10), Of(rates, "JPY")?.Rate);
        Assert.Equal(Day("2026-04-10"), Of(rates, "JPY")?.Date);
        Assert.Empty((await RatesAsync(client, "?date=1998-12-31")).Rates);
    }

    [Fact]
    public async Task Own_rates_win_for_their_user_and_for_nobody_else()
    {
        using var ada = await fixture.SignUpAsync();
        using var bob = await fixture.SignUpAsync();
        var put = await ada.PutJsonAsync($"{Root}/rates", """{ "rates": [{ "currency": "USD", "rate": 1.5 }, { "currency": "UAH", "base": "USD", "rate": 40, "from": "2026-01-01" }] }""");
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        var (adas, bobs) = (await RatesAsync(ada), await RatesAsync(bob));
        Assert.Equal((1.5m, RateSource.Own), Of(adas, "USD") is { } own ? (own.Rate, own.Source) : default);
        Assert.Equal(RateSource.Own, Of(adas, "UAH")?.Source);
        Assert.Equal(["USD", "UAH"], adas.Own.Select(r => r.Currency));
        Assert.Equal(RateSource.Ecb, Of(bobs, "USD")?.Source);
        Assert.Null(Of(bobs, "UAH"));
        Assert.Empty(bobs.Own);

        await ada.PutJsonAsync($"{Root}/rates", """{ "rates": [] }""");
        Assert.Equal(RateSource.Ecb, Of(await RatesAsync(ada), "USD")?.Source);
    }

    [Theory]
    [InlineData("{}", "rates")]
    [InlineData("""{ "rates": null }""", "rates")]
    [InlineData("""{ "rates": "USD" }""", "rates")]
    [InlineData("""{ "rates": [{ "currency": "USD" }] }""", "rates[0].rate")]
    [InlineData("""{ "rates": [{ "currency": "USD", "rate": "1.5" }] }""", "rates[0].rate")]
    [InlineData("""{ "rates": [{ "currency": "USD", "rate": 0 }] }""", "rates[0].rate")]
    [InlineData("""{ "rates": [{ "currency": "USD", "rate": -1 }] }""", "rates[0].rate")]
    [InlineData("""{ "rates": [{ "currency": "USD", "rate": 100000001 }] }""", "rates[0].rate")]
    [InlineData("""{ "rates": [{ "currency": "USD", "rate": 0.000999 }] }""", "rates[0].rate")]
    [InlineData("""{ "rates": [{ "currency": "GBP", "rate": 2 }, { "currency": "USD", "rate": 100000000, "base": "JPY" }] }""", "rates[1].rate")]
    [InlineData("""{ "rates": [{ "currency": "usd", "rate": 1 }] }""", "rates[0].currency")]
    [InlineData("""{ "rates": [{ "currency": "USD", "rate": 1, "base": "XXX" }] }""", "rates[0].base")]
    [InlineData("""{ "rates": [{ "currency": "USD", "rate": 1, "base": "USD" }] }""", "rates[0].base")]
    [InlineData("""{ "rates": [{ "currency": "USD", "rate": 1, "base": "UAH" }] }""", "rates[0].base")]
    [InlineData("""{ "rates": [{ "currency": "EUR", "rate": 1, "base": "USD" }] }""", "rates[0].currency")]
    [InlineData("""{ "rates": [{ "currency": "USD", "rate": 1, "from": "today" }] }""", "rates[0].from")]
    [InlineData("""{ "rates": [{ "currency": "USD", "rate": 1 }, { "currency": "USD", "rate": 2 }] }""", "rates[1].from")]
    public async Task Own_rates_that_are_wrong_are_refused_by_field_and_change_nothing(string body, string field)
    {
        using var client = await fixture.SignUpAsync();
        Assert.Equal([field], await (await client.PutJsonAsync($"{Root}/rates", body)).InvalidFieldsAsync());
        Assert.Empty((await RatesAsync(client)).Own);
    }

    [Theory]
    [InlineData("?base=XXX", "base")]
    [InlineData("?base=usd", "base")]
    [InlineData("?date=yesterday", "date")]
    public async Task A_question_that_is_wrong_is_refused_by_name(string query, string field)
    {
        using var client = await fixture.SignUpAsync();
        Assert.Equal([field], await (await client.ReadAsync($"{Root}/rates{query}")).InvalidFieldsAsync());
    }

    [Fact]
    public async Task Nobody_is_told_rates_without_signing_in() =>
        await (await fixture.System.Client.ReadAsync($"{Root}/rates")).ProblemAsync(HttpStatusCode.Unauthorized);

    private static async Task<RatesResponse> RatesAsync(HttpClient client, string query = "") =>
        await (await client.ReadAsync($"{Root}/rates{query}")).DataAsync<RatesResponse>();

    private static RateResponse? Of(RatesResponse rates, string currency) => rates.Rates.SingleOrDefault(r => r.Currency == currency);
}
