using SubTracker.ApiService.Subscriptions;

namespace SubTracker.Tests.Storage;

/// <summary>Many at once: what an import writes and an export reads.</summary>
public abstract partial class SubscriptionStoreContract
{
    [Fact]
    public async Task Many_are_added_replaced_and_deleted_in_one_go_each_at_its_version()
    {
        foreach (var id in (string[])["replaced", "moved", "deleted", "edited"])
            await AddAsync(Some.Subscription(id) with { Version = 3 });
        await Store.WriteAllAsync(
            [
                new(Some.Subscription("added"), null),
                new(Some.Subscription("moved") with { Name = "taken", Version = 1 }, null),
                new(Some.Subscription("replaced") with { Name = "new", Version = 4 }, 3),
                new(Some.Subscription("edited") with { Name = "late", Version = 3 }, 2),
                new(Some.Subscription("nobody") with { Version = 2 }, 1),
                SubscriptionWrite.Delete(Some.Subscription("deleted") with { Version = 3 }),
                SubscriptionWrite.Delete(Some.Subscription("edited") with { Version = 2 }),
                SubscriptionWrite.Delete(Some.Subscription("moved") with { UserId = "eve", Version = 3 }),
            ],
            Some.Today, Token);
        var found = await Store.ListByIdAsync(["added", "replaced", "moved", "deleted", "edited", "nobody"], Token);
        Assert.Equal(
            [("added", "added", 1L), ("edited", "edited", 3L), ("moved", "moved", 3L), ("replaced", "new", 4L)],
            found.Select(s => (s.Id, s.Name, s.Version)).Order());
        Assert.Equal(Some.Subscription("added").Plan, found.Single(s => s.Id == "added").Plan);
        // Listed and searched like any other.
        Assert.Contains("new", (await Store.ListAsync(Some.Query() with { Search = "new" }, Token)).Page.Select(s => s.Name));
    }

    [Fact]
    public async Task The_same_writes_again_change_nothing()
    {
        await AddAsync(Some.Subscription("replaced"));
        SubscriptionWrite[] writes = [new(Some.Subscription("added"), null), new(Some.Subscription("replaced") with { Name = "new", Version = 2 }, 1)];
        await Store.WriteAllAsync(writes, Some.Today, Token);
        var pending = (await FindAsync("added")).Plan;
        await Store.SettlePlanAsync("added", pending, pending with { State = PlanState.Planned }, Token);
        await Store.WriteAllAsync(writes, Some.Today, Token);
        Assert.Equal(PlanState.Planned, (await FindAsync("added")).Plan.State);
        Assert.Equal(2, (await FindAsync("replaced")).Version);
        await Store.WriteAllAsync([], Some.Today, Token);
    }

    [Fact]
    public async Task A_batch_replaces_a_plan_only_by_one_of_a_higher_revision()
    {
        var added = await AddAsync(Some.Subscription("a") with { Plan = new(5, PlanState.Planned) });
        await Store.WriteAllAsync([new(added with { Version = 2, Plan = new(4, PlanState.None) }, 1)], Some.Today, Token);
        Assert.Equal(new(5, PlanState.Planned), (await FindAsync("a")).Plan);
        await Store.WriteAllAsync([new(added with { Version = 3, Plan = new(6, PlanState.Pending) }, 2)], Some.Today, Token);
        Assert.Equal(new(6, PlanState.Pending), (await FindAsync("a")).Plan);
    }

    [Fact]
    public async Task A_users_are_read_on_from_the_last_one()
    {
        foreach (var id in (string[])["3", "1", "2", "4"])
            await AddAsync(Some.Subscription(id));
        await AddAsync(Some.Subscription("0") with { UserId = "bob" });
        Assert.Equal(["1", "2", "3"], (await Store.ListOwnedAsync("ada", null, 3, Token)).Select(s => s.Id));
        Assert.Equal(["4"], (await Store.ListOwnedAsync("ada", "3", 3, Token)).Select(s => s.Id));
        Assert.Empty(await Store.ListOwnedAsync("ada", "4", 3, Token));
        Assert.Empty(await Store.ListByIdAsync([], Token));
    }
}
