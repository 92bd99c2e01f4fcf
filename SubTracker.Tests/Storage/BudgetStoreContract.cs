using SubTracker.ApiService.Statistics;

namespace SubTracker.Tests.Storage;

/// <summary>What every engine answers to the questions of <see cref="IBudgetStore"/>.</summary>
public abstract class BudgetStoreContract
{
    private protected abstract IBudgetStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_s_budgets_are_read_as_they_were_put_and_are_nobody_else_s()
    {
        Assert.Null(await Store.FindAsync("ada", Token));
        await Store.ReplaceAsync("ada", new(100.50m, new Dictionary<string, decimal> { ["News. and $more"] = 20, ["sports"] = 0 }, "EUR"), Token);
        var found = (await Store.FindAsync("ada", Token))!;
        Assert.Equal((100.50m, "EUR"), (found.Total, found.Currency));
        Assert.Equal([new("News. and $more", 20), new("sports", 0)], found.ByCategory.OrderBy(b => b.Key, StringComparer.Ordinal));
        Assert.Null(await Store.FindAsync("bob", Token));
    }

    [Fact]
    public async Task They_are_replaced_as_a_whole()
    {
        await Store.ReplaceAsync("ada", new(100, new Dictionary<string, decimal> { ["news"] = 20 }, "EUR"), Token);
        await Store.ReplaceAsync("ada", new(null, new Dictionary<string, decimal>(), "JPY"), Token);
        var found = (await Store.FindAsync("ada", Token))!;
        Assert.Equal((null, 0, "JPY"), (found.Total, found.ByCategory.Count, found.Currency));
    }

    [Fact]
    public async Task With_their_user_they_go_and_nobody_else_s()
    {
        foreach (var user in (string[])["ada", "bob"])
            await Store.ReplaceAsync(user, new(1, new Dictionary<string, decimal>(), "EUR"), Token);
        await Store.DeleteAllAsync("ada", Token);
        await Store.DeleteAllAsync("ada", Token);
        Assert.Null(await Store.FindAsync("ada", Token));
        Assert.NotNull(await Store.FindAsync("bob", Token));
    }
}
