using SubTracker.ApiService.Notifications;
using SubTracker.Contracts.Notifications;

namespace SubTracker.Tests.Storage;

/// <summary>What every engine answers to the questions of <see cref="IOutboxStore"/>.</summary>
public abstract class OutboxStoreContract
{
    private protected abstract IOutboxStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_laid_down_is_read_as_it_was()
    {
        await Store.AddAsync(Message("m"), Token);
        var (page, total) = await Store.ListAsync("ada", 1, 10, Token);
        Assert.Equal(new OutboxMessageResponse("m", "ada@example.org", "Netflix renews", "In 7 days.", Some.Now), Assert.Single(page));
        Assert.Equal(1, total);
    }

    [Fact]
    public async Task What_lies_there_stays_as_it_is()
    {
        await Store.AddAsync(Message("m"), Token);
        await Store.AddAsync(Message("m") with { Subject = "once more" }, Token);
        Assert.Equal("Netflix renews", Assert.Single((await Store.ListAsync("ada", 1, 10, Token)).Page).Subject);
    }

    [Fact]
    public async Task The_newest_comes_first_a_page_at_a_time_and_nobody_else_s()
    {
        foreach (var number in Enumerable.Range(0, 5))
            await Store.AddAsync(Message($"{number}") with { Date = Some.Now.AddMinutes(number / 2) }, Token);
        await Store.AddAsync(Message("bob's") with { UserId = "bob" }, Token);
        Assert.Equal("4 3 of 5", await PageAsync(1));
        Assert.Equal("2 1 of 5", await PageAsync(2));
        Assert.Equal("0 of 5", await PageAsync(3));
        Assert.Equal(" of 5", await PageAsync(int.MaxValue));
    }

    [Fact]
    public async Task With_the_account_all_of_its_messages_go_and_nobody_else_s()
    {
        await Store.AddAsync(Message("m"), Token);
        await Store.AddAsync(Message("bob's") with { UserId = "bob" }, Token);
        await Store.DeleteAllAsync("ada", Token);
        Assert.Equal(0, (await Store.ListAsync("ada", 1, 10, Token)).Total);
        Assert.Equal(1, (await Store.ListAsync("bob", 1, 10, Token)).Total);
    }

    private async Task<string> PageAsync(int number)
    {
        var (page, total) = await Store.ListAsync("ada", number, 2, Token);
        return $"{string.Join(' ', page.Select(m => m.Id))} of {total}";
    }

    private static EmailMessage Message(string id) =>
        new(id, "ada", "Ada", "ada@example.org", "Netflix renews", "In 7 days.", "<p>In 7 days.</p>", Some.Now);
}
