using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Users;
using SubTracker.Contracts;
using SubTracker.Contracts.Currencies;

namespace SubTracker.ApiService.Currencies;

internal static class CurrencyEndpoints
{
    private const int LargestAnswer = 16 * 1024 * 1024;

    public static void AddCurrencies(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CurrencyOptions>().BindConfiguration("Currencies");
        builder.Services.AddHttpClient(RateFeed.ClientName, client => client.MaxResponseContentBufferSize = LargestAnswer);
        builder.Services.AddSingleton<CurrentRates>();
        builder.Services.AddSingleton<RateFeed>();
        builder.Services.AddSingleton<IUserData, OwnRateData>();
        builder.Services.AddHostedService<RateLoop>();
    }

    public static void MapCurrencies(this IEndpointRouteBuilder routes)
    {
        var currencies = routes.MapGroup("/currencies").WithTags("Currencies");

        currencies.MapGet("/", ListAsync).WithName("ListCurrencies");
        currencies.MapGet("/rates", GetRatesAsync).WithName("GetRates");
        currencies.MapPut("/rates", PutRatesAsync).WithName("PutOwnRates");
    }

    private static async Task<Ok<Reply<IReadOnlyList<CurrencyResponse>>>> ListAsync(CurrentRates rates, CancellationToken cancellationToken)
    {
        var source = await rates.GetAsync(cancellationToken);
        IReadOnlyList<CurrencyResponse> currencies =
        [
            .. from currency in Iso4217.All
               let newest = source.Find(currency.Code, source.LastDay)
               select new CurrencyResponse(currency.Code, currency.Digits, currency.Name, newest?.Day, newest?.Source),
        ];
        return TypedResults.Ok(Reply.With(currencies));
    }

    private static async Task<Results<Ok<Reply<RatesResponse>>, ValidationProblem, NotFound>> GetRatesAsync(
        CurrentUser caller, IUserStore users, CurrentRates rates, IOwnRateStore ownRates, TimeProvider clock, string? date, string? @base,
        CancellationToken cancellationToken)
    {
        var query = new QueryReader();
        var asked = query.ReadDay("date", date);
        var currency = query.Read("base", @base, code => Iso4217.Find(code)?.Code, "The base is a code of ISO 4217 in upper case, such as EUR or USD.");
        if (query.Errors.Count > 0)
            return TypedResults.ValidationProblem(query.Errors);
        if (await users.FindAsync(caller.Id, cancellationToken) is not { } user)
            return TypedResults.NotFound();
        var own = await ownRates.ListAsync(caller.Id, cancellationToken);
        var day = asked ?? UserZone.Of(user.TimeZone).Today(clock.GetUtcNow());
        return TypedResults.Ok(Reply.With(Shown(currency ?? user.Currency, day, new(await rates.GetAsync(cancellationToken), own), own)));
    }

    private static async Task<Results<Ok<Reply<IReadOnlyList<OwnRate>>>, ValidationProblem>> PutRatesAsync(
        OwnRatesRequest request, CurrentUser caller, CurrentRates rates, IOwnRateStore store, CancellationToken cancellationToken)
    {
        var source = await rates.GetAsync(cancellationToken);
        var wrong = request.Rates.Index().SelectMany(r => UserRates.Own(r.Item, source.LastDay, source) switch
        {
            null => (KeyValuePair<string, string[]>[])[new($"rates[{r.Index}].base", [$"{r.Item.Base} has no rate itself. Give the rate against EUR or USD."])],
            { IsPlausible: false } => [new($"rates[{r.Index}].rate", [$"At this rate a euro would be next to nothing, or more than a billion, of {r.Item.Currency}. Is it the other way round?"])],
            _ => [],
        }).ToDictionary();
        if (wrong.Count > 0)
            return TypedResults.ValidationProblem(wrong);
        await store.ReplaceAsync(caller.Id, request.Rates, cancellationToken);
        return TypedResults.Ok(Reply.With(request.Rates, "Rates saved"));
    }

    private static RatesResponse Shown(string @base, DateOnly day, UserRates rates, IReadOnlyList<OwnRate> own) => new(
        @base,
        day,
        [
            .. from currency in Iso4217.Known
               where currency.Code != @base
               let rate = rates.Find(@base, currency.Code, day)
               where rate is not null
               select rate.Value.Show(currency.Code),
        ],
        own);
}
