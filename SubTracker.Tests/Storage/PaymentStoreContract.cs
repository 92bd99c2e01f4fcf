using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Tests.Storage;

/// <summary>What any engine's payment store answers.</summary>
public abstract class PaymentStoreContract
{
    private protected abstract IPaymentStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_added_is_read_as_it_was_by_its_owner_alone()
    {
        var payment = Some.Payment("p") with { Status = PaymentStatus.Refunded, Note = "\"Köln\"\n日本", Amount = 2.500m };
        Assert.True(await Store.AddAsync(payment, Token));
        Assert.False(await Store.AddAsync(payment with { Note = "again" }, Token));
        Assert.Equal(payment, await Store.FindAsync("p", "a", "ada", Token));
        Assert.Null(await Store.FindAsync("p", "a", "eve", Token));
        Assert.Null(await Store.FindAsync("p", "b", "ada", Token));
        Assert.Null(await Store.FindAsync("q", "a", "ada", Token));
    }

    [Fact]
    public async Task It_is_replaced_at_the_version_that_was_read_and_at_no_other()
    {
        await Store.AddAsync(Some.Payment("p"), Token);
        Assert.True(await Store.ReplaceAsync(Some.Payment("p", "2026-03-01") with { Version = 2 }, 1, Token));
        Assert.False(await Store.ReplaceAsync(Some.Payment("p", "2026-04-01") with { Version = 2 }, 1, Token));
        Assert.False(await Store.ReplaceAsync(Some.Payment("p") with { UserId = "eve", Version = 3 }, 2, Token));
        Assert.Equal(Some.Day("2026-03-01"), (await Store.FindAsync("p", "a", "ada", Token))!.Date);
    }

    [Fact]
    public async Task Pages_have_the_latest_first_and_count_all()
    {
        foreach (var (id, date) in new[] { ("1", "2026-01-20"), ("3", "2026-03-20"), ("2", "2026-02-20"), ("4", "2026-03-20") })
            await Store.AddAsync(Some.Payment(id, date), Token);
        await Store.AddAsync(Some.Payment("other", subscriptionId: "b"), Token);
        var (first, total) = await Store.ListAsync("a", "ada", 1, 3, Token);
        Assert.Equal(["4", "3", "2"], first.Select(p => p.Id));
        Assert.Equal(4, total);
        Assert.Equal(["1"], (await Store.ListAsync("a", "ada", 2, 3, Token)).Page.Select(p => p.Id));
        Assert.Equal(0, (await Store.ListAsync("a", "eve", 1, 3, Token)).Total);
        Assert.Equal(["1", "2", "other", "3", "4"], (await Store.ListAllAsync("ada", Token)).Select(p => p.Id));
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_nothing_else_is()
    {
        foreach (var id in (string[])["1", "2", "3"])
            await Store.AddAsync(Some.Payment(id), Token);
        await Store.AddAsync(Some.Payment("other", subscriptionId: "b"), Token);
        await Store.AddAsync(Some.Payment("bob's") with { UserId = "bob" }, Token);
        Assert.False(await Store.DeleteAsync("1", "a", "eve", Token));
        Assert.True(await Store.DeleteAsync("1", "a", "ada", Token));
        Assert.False(await Store.DeleteAsync("1", "a", "ada", Token));
        await Store.DeleteOfSubscriptionAsync("a", "ada", Token);
        Assert.Equal(["other"], (await Store.ListAllAsync("ada", Token)).Select(p => p.Id));
        await Store.DeleteAllAsync("ada", Token);
        Assert.Empty(await Store.ListAllAsync("ada", Token));
        Assert.Single(await Store.ListAllAsync("bob", Token));
    }

    [Fact]
    public async Task Many_are_added_where_they_are_new_and_deleted_where_they_are_their_owners()
    {
        await Store.AddAsync(Some.Payment("1"), Token);
        await Store.AddAllAsync([Some.Payment("1") with { Note = "again" }, Some.Payment("2"), Some.Payment("3")], Token);
        await Store.AddAllAsync([], Token);
        var all = await Store.ListAllAsync("ada", Token);
        Assert.Equal([("1", Some.Payment("1").Note), ("2", Some.Payment("2").Note), ("3", Some.Payment("3").Note)], all.Select(p => (p.Id, p.Note)));
        await Store.DeleteEachAsync(all, "eve", Token);
        await Store.DeleteEachAsync([], "ada", Token);
        Assert.Equal(3, (await Store.ListAllAsync("ada", Token)).Count);
        await Store.DeleteEachAsync([all[0], all[2]], "ada", Token);
        Assert.Equal(["2"], (await Store.ListAllAsync("ada", Token)).Select(p => p.Id));
    }
}
