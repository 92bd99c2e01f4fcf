using SubTracker.ApiService.Statistics;

namespace SubTracker.Tests.Storage;

/// <summary>What every engine answers to the questions of <see cref="IBudgetStore"/>.</summary>
public abstract class BudgetStoreContract
{
    private static readonly Budgets s_none = new(null, new Dictionary<string, decimal>(), "EUR");

    private protected abstract IBudgetStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_s_budgets_are_read_as_they_were_put_and_are_nobody_else_s()
    {
        Assert.Null(await Store.FindAsync("ada", Token));
        await Store.ReplaceAsync("ada", new(100.50m, new Dictionary<string, decimal> { ["News. and $more"] = 20, ["sports"] = 0 }, "EUR"), Some.Now, Token);
        var found = (await Store.FindAsync("ada", Token))!;
        Assert.Equal((100.50m, "EUR"), (found.Total, found.Currency));
        Assert.Equal([new("News. and $more", 20), new("sports", 0)], found.ByCategory.OrderBy(b => b.Key, StringComparer.Ordinal));
        Assert.Null(await Store.FindAsync("bob", Token));
    }

    [Fact]
    public async Task They_are_replaced_as_a_whole()
    {
        await Store.ReplaceAsync("ada", new(100, new Dictionary<string, decimal> { ["news"] = 20 }, "EUR"), Some.Now, Token);
        await Store.ReplaceAsync("ada", new(null, new Dictionary<string, decimal>(), "JPY"), Some.Now, Token);
        var found = (await Store.FindAsync("ada", Token))!;
        Assert.Equal((null, 0, "JPY"), (found.Total, found.ByCategory.Count, found.Currency));
    }

    [Fact]
    public async Task With_their_user_they_go_and_nobody_else_s()
    {
        foreach (var user in (string[])["ada", "bob"])
            await Store.ReplaceAsync(user, new(1, new Dictionary<string, decimal>(), "EUR"), Some.Now, Token);
        await Store.DeleteAllAsync("ada", Token);
        await Store.DeleteAllAsync("ada", Token);
        Assert.Null(await Store.FindAsync("ada", Token));
        Assert.NotNull(await Store.FindAsync("bob", Token));
    }

    [Fact]
    public async Task Whose_time_has_come_is_looked_at_the_longest_waiting_first()
    {
        foreach (var (user, minutes) in (IEnumerable<(string, int)>)[("ada", 2), ("bob", 1), ("eve", 3)])
            await Store.ReplaceAsync(user, s_none, Some.Now.AddMinutes(minutes), Token);
        Assert.Equal([], await Store.ListToCheckAsync(Some.Now, 10, Token));
        Assert.Equal([new("bob", Some.Now.AddMinutes(1)), new("ada", Some.Now.AddMinutes(2))], await Store.ListToCheckAsync(Some.Now.AddMinutes(2), 10, Token));
        Assert.Equal(["bob"], (await Store.ListToCheckAsync(Some.Now.AddMinutes(2), 1, Token)).Select(check => check.UserId));
        await Store.DeleteAllAsync("bob", Token);
        Assert.Equal(["ada"], (await Store.ListToCheckAsync(Some.Now.AddMinutes(2), 10, Token)).Select(check => check.UserId));
    }

    [Fact]
    public async Task A_check_moves_from_where_it_was_seen_or_from_anywhere_and_only_where_there_are_budgets()
    {
        await Store.ReplaceAsync("ada", s_none, Some.Now, Token);
        await Store.MoveCheckAsync("ada", from: Some.Now.AddHours(1), Some.Now.AddDays(1), Token);
        Assert.Equal([new("ada", Some.Now)], await Store.ListToCheckAsync(Some.Now.AddDays(9), 10, Token));
        await Store.MoveCheckAsync("ada", from: Some.Now, Some.Now.AddDays(1), Token);
        Assert.Equal([new("ada", Some.Now.AddDays(1))], await Store.ListToCheckAsync(Some.Now.AddDays(9), 10, Token));
        await Store.MoveCheckAsync("ada", from: null, Some.Now, Token);
        await Store.MoveCheckAsync("bob", from: null, Some.Now, Token);
        Assert.Equal([new("ada", Some.Now)], await Store.ListToCheckAsync(Some.Now.AddDays(9), 10, Token));
    }
}
