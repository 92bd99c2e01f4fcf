using SubTracker.ApiService.Subscriptions;

namespace SubTracker.Tests.Storage;

/// <summary>The plan beside the document: runs move it on, edits raise its revision, and neither undoes the other.</summary>
public abstract partial class SubscriptionStoreContract
{
    private static readonly DateTimeOffset s_due = Some.Now.AddDays(12);

    [Fact]
    public async Task An_edit_keeps_the_plan_that_has_moved_on_meanwhile()
    {
        var read = await AddAsync(Some.Subscription("a"));
        var planned = read.Plan with { State = PlanState.Planned, DueAt = s_due.AddDays(2) };
        Assert.True(await Store.SettlePlanAsync("a", read.Plan, planned, Token));
        Assert.True(await Store.ReplaceAsync(read with { Name = "renamed", Version = 2 }, 1, Some.Today, Token));
        var found = await FindAsync("a");
        Assert.Equal(("renamed", planned), (found.Name, found.Plan));
    }

    [Fact]
    public async Task A_plan_is_replaced_by_one_of_a_higher_revision_and_by_no_lower()
    {
        var read = await AddAsync(Some.Subscription("a") with { Plan = new(5, PlanState.Planned, Some.Day("2026-03-20"), 2, s_due) });
        Assert.True(await Store.ReplaceAsync(read with { Version = 2, Plan = new(4, PlanState.None) }, 1, Some.Today, Token));
        Assert.Equal(read.Plan, (await FindAsync("a")).Plan);
        var next = new ReminderPlanState(
            6, PlanState.Pending, Some.Day("2026-03-25"), 0, s_due.AddDays(5), "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        Assert.True(await Store.ReplaceAsync(read with { Version = 3, Plan = next }, 2, Some.Today, Token));
        Assert.Equal(next, (await FindAsync("a")).Plan);
    }

    [Fact]
    public async Task A_plan_is_settled_only_while_it_is_pending()
    {
        var pending = (await AddAsync(Some.Subscription("a"))).Plan;
        var planned = pending with { State = PlanState.Planned };
        Assert.True(await Store.SettlePlanAsync("a", pending, planned, Token));
        Assert.False(await Store.SettlePlanAsync("a", pending, planned with { DueAt = s_due.AddDays(1) }, Token));
        Assert.Equal(planned, (await FindAsync("a")).Plan);
    }

    [Theory]
    [InlineData(2, "2026-03-20", 0)]
    [InlineData(1, "2026-03-21", 0)]
    [InlineData(1, null, 0)]
    [InlineData(1, "2026-03-20", 1)]
    public async Task A_plan_that_speaks_of_another_run_is_neither_settled_nor_moved(int revision, string? renewal, int attempt)
    {
        var stored = (await AddAsync(Some.Subscription("a"))).Plan;
        var other = new ReminderPlanState(revision, PlanState.Pending, renewal is null ? null : Some.Day(renewal), attempt, s_due);
        Assert.False(await Store.SettlePlanAsync("a", other, other with { State = PlanState.Planned }, Token));
        Assert.False(await Store.MovePlanAsync("a", other, other with { State = PlanState.Planned }, Token));
        Assert.Equal(stored, (await FindAsync("a")).Plan);
    }

    [Theory]
    [InlineData("Pending")]
    [InlineData("Planned")]
    [InlineData("None")]
    public async Task A_run_moves_its_plan_on_whatever_the_state(string state)
    {
        var run = new ReminderPlanState(1, Enum.Parse<PlanState>(state), Some.Day("2026-03-20"), 1, s_due);
        await AddAsync(Some.Subscription("a") with { Plan = run });
        var next = new ReminderPlanState(1, PlanState.Pending, Some.Day("2026-04-20"), 0, s_due.AddMonths(1));
        Assert.True(await Store.MovePlanAsync("a", run, next, Token));
        Assert.False(await Store.MovePlanAsync("a", run, next, Token));
        Assert.Equal(next, (await FindAsync("a")).Plan);
    }

    [Fact]
    public async Task Moving_a_plan_is_no_edit()
    {
        var plan = (await AddAsync(Some.Subscription("a"))).Plan;
        await Store.MovePlanAsync("a", plan, plan with { State = PlanState.Planned }, Token);
        Assert.Equal(1, (await FindAsync("a")).Version);
    }

    [Fact]
    public async Task Pending_plans_are_listed_the_oldest_first()
    {
        foreach (var id in (string[])["2", "1", "3", "4"])
            await AddAsync(Some.Subscription(id));
        await AddAsync(Some.Subscription("0") with { Plan = new(1, PlanState.None) });
        var planned = Some.Subscription("3").Plan;
        await Store.SettlePlanAsync("3", planned, planned with { State = PlanState.Planned }, Token);
        Assert.Equal(["1", "2", "4"], (await Store.ListPendingPlansAsync(10, Token)).Select(s => s.Id));
        Assert.Equal(["1", "2"], (await Store.ListPendingPlansAsync(2, Token)).Select(s => s.Id));
    }

    [Fact]
    public async Task Planned_runs_are_overdue_behind_their_moment_and_others_never()
    {
        async Task AddPlanAsync(string id, PlanState state, DateTimeOffset? due) =>
            await AddAsync(Some.Subscription(id) with { Plan = new(1, state, Some.Day("2026-03-20"), 0, due) });
        await AddPlanAsync("later", PlanState.Planned, s_due.AddMilliseconds(-1));
        await AddPlanAsync("sooner", PlanState.Planned, s_due.AddMinutes(-1));
        await AddPlanAsync("just now", PlanState.Planned, s_due);
        await AddPlanAsync("pending", PlanState.Pending, s_due.AddDays(-1));
        await AddPlanAsync("nothing", PlanState.None, null);
        Assert.Equal(["sooner", "later"], (await Store.ListLostPlansAsync(s_due, 10, Token)).Select(s => s.Id));
        Assert.Equal(["sooner"], (await Store.ListLostPlansAsync(s_due, 1, Token)).Select(s => s.Id));
        Assert.Equal(s_due.AddMinutes(-1), await Store.FindOldestOverdueAsync(s_due, Token));
        Assert.Null(await Store.FindOldestOverdueAsync(s_due.AddMinutes(-1), Token));
    }

    [Fact]
    public async Task A_run_that_was_started_again_is_as_late_as_before_and_lost_only_behind_that()
    {
        var plan = new ReminderPlanState(1, PlanState.Planned, Some.Day("2026-03-20"), 1, s_due) { RestartedAt = s_due.AddHours(1) };
        await AddAsync(Some.Subscription("a") with { Plan = plan });
        Assert.Equal(plan, (await FindAsync("a")).Plan);
        Assert.Empty(await Store.ListLostPlansAsync(s_due.AddHours(1), 10, Token));
        Assert.Single(await Store.ListLostPlansAsync(s_due.AddHours(1).AddMilliseconds(1), 10, Token));
        Assert.Equal(s_due, await Store.FindOldestOverdueAsync(s_due.AddHours(1), Token));
        // Whatever comes next is no longer late.
        await Store.MovePlanAsync("a", plan, plan with { DueAt = s_due.AddDays(2), RestartedAt = null }, Token);
        Assert.Null((await FindAsync("a")).Plan.RestartedAt);
        Assert.Null(await Store.FindOldestOverdueAsync(s_due.AddHours(1), Token));
    }

    [Fact]
    public async Task Planning_all_anew_raises_every_plan_of_the_user_and_of_nobody_else()
    {
        var states = Enum.GetValues<PlanState>();
        foreach (var state in states)
            await AddAsync(Some.Subscription($"{state}") with { Plan = new(7, state, Some.Day("2026-03-20"), 3, s_due) });
        var bobs = await AddAsync(Some.Subscription("bob's") with { UserId = "bob" });
        await Store.ReplanAllAsync("ada", Token);
        foreach (var state in states)
        {
            var found = await FindAsync($"{state}");
            Assert.Equal((new ReminderPlanState(8, PlanState.Pending), 1), (found.Plan, found.Version));
        }
        Assert.Equal(bobs.Plan, (await FindAsync("bob's")).Plan);
    }

    [Fact]
    public async Task A_plan_to_be_made_anew_is_settled_by_what_is_found_for_it()
    {
        await AddAsync(Some.Subscription("a"));
        await Store.ReplanAllAsync("ada", Token);
        var planned = new ReminderPlanState(2, PlanState.Planned, Some.Day("2026-03-20"), 0, s_due);
        Assert.True(await Store.SettlePlanAsync("a", Assert.Single(await Store.ListPendingPlansAsync(10, Token)).Plan, planned, Token));
        Assert.Equal(planned, (await FindAsync("a")).Plan);
    }
}
