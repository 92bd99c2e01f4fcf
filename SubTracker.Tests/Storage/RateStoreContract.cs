using SubTracker.ApiService.Currencies;

namespace SubTracker.Tests.Storage;

/// <summary>What every engine answers to the questions of <see cref="IRateStore"/>.</summary>
public abstract class RateStoreContract
{
    private protected abstract IRateStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Days_are_listed_after_a_day_the_oldest_first_their_decimals_as_they_were()
    {
        await Store.AddAsync([Rates("2026-04-15", 1.1702m), Rates("2026-04-14", 1.10m)], Token);
        await Store.AddAsync([Rates("2026-04-16", 52.2478m)], Token);
        Assert.Equal(["2026-04-15 1.1702", "2026-04-16 52.2478"], await ListedAsync("2026-04-14"));
        Assert.Equal(["2026-04-14 1.10", "2026-04-15 1.1702", "2026-04-16 52.2478"], await ListedAsync("0001-01-01"));
        Assert.Empty(await ListedAsync("2026-04-16"));
    }

    [Fact]
    public async Task A_day_that_is_there_stays_as_it_is()
    {
        await Store.AddAsync([Rates("2026-04-14", 1.10m)], Token);
        await Store.AddAsync([Rates("2026-04-14", 9), Rates("2026-04-15", 1.20m)], Token);
        Assert.Equal(["2026-04-14 1.10", "2026-04-15 1.20"], await ListedAsync("2026-04-13"));
    }

    [Fact]
    public async Task Nothing_can_be_added()
    {
        await Store.AddAsync([], Token);
        Assert.Empty(await ListedAsync("0001-01-01"));
    }

    private static DayRates Rates(string day, decimal dollar) => new(Some.Day(day), new Dictionary<string, decimal> { ["USD"] = dollar });

    private async Task<IEnumerable<string>> ListedAsync(string after) =>
        (await Store.ListAfterAsync(Some.Day(after), Token)).Select(d => string.Create(null, $"{d.Day:yyyy-MM-dd} {Assert.Single(d.PerEuro).Value}"));
}
