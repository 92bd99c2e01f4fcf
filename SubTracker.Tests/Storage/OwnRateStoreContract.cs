using SubTracker.ApiService.Currencies;
using SubTracker.Contracts.Currencies;

namespace SubTracker.Tests.Storage;

/// <summary>What every engine answers to the questions of <see cref="IOwnRateStore"/>.</summary>
public abstract class OwnRateStoreContract
{
    private protected abstract IOwnRateStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_s_rates_are_read_as_they_were_put_and_are_nobody_else_s()
    {
        OwnRate[] rates = [new("USD", 1.10m, From: Some.Day("2026-01-01")), new("UAH", 41.523456m, Base: "USD")];
        await Store.ReplaceAsync("ada", rates, Token);
        Assert.Equal(rates, await Store.ListAsync("ada", Token));
        Assert.Empty(await Store.ListAsync("bob", Token));
    }

    [Fact]
    public async Task They_are_replaced_as_a_whole()
    {
        await Store.ReplaceAsync("ada", [new("USD", 1.10m), new("GBP", 0.9m)], Token);
        await Store.ReplaceAsync("ada", [new("CHF", 1)], Token);
        Assert.Equal([new("CHF", 1)], await Store.ListAsync("ada", Token));
        await Store.ReplaceAsync("ada", [], Token);
        Assert.Empty(await Store.ListAsync("ada", Token));
    }

    [Fact]
    public async Task With_their_user_they_go_and_nobody_else_s()
    {
        await Store.ReplaceAsync("ada", [new("USD", 1)], Token);
        await Store.ReplaceAsync("bob", [new("CHF", 1)], Token);
        await Store.DeleteAllAsync("ada", Token);
        await Store.DeleteAllAsync("ada", Token);
        Assert.Empty(await Store.ListAsync("ada", Token));
        Assert.Single(await Store.ListAsync("bob", Token));
    }
}
