using SubTracker.ApiService.Admin;
using SubTracker.ApiService.Auth;
using SubTracker.ApiService.Calendar;
using SubTracker.ApiService.Currencies;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Statistics;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Transfer;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Transfer;
using SubTracker.Contracts.Users;

namespace SubTracker.Tests.Storage;

/// <summary>Each query has its index, in every engine: the engine itself tells what a store asks it and how it goes about it.</summary>
public abstract class QueryPlanTests
{
    private static readonly DateTimeOffset s_now = Some.Now;
    private static readonly Subscription s_subscription = Some.Subscription("a");
    private static readonly User s_user = new("ada", "Ada", "ada@example.org", "hash", Role.User, "EUR", "UTC", new([7], new(9, 0)), s_now, s_now);
    private static readonly Session s_session = new("s", "ada", "family", "hash", Rotates: true, s_now, s_now, s_now.AddDays(1));

    private static readonly Payment s_payment = Some.Payment("p");
    private static readonly KeyedRequest s_request = new("ada", "key", "fingerprint");
    private static readonly ImportReport s_report = new(
        "i", DryRun: false, 0, 0, 0, 0, [], 0, [], new("utf-8", null, null, null, new Dictionary<string, string>(), []));
    private static readonly Import s_import =
        new("i", "ada", ImportFormat.Csv, ImportState.Applying, s_now, Some.Today, 1, 0, Batches: 1, Next: 0, s_now);

    private static readonly LedgerRow s_row =
        LedgerRow.For("a", "ada", Some.Day("2026-03-20"), new Moment(7, s_now), LedgerState.Claimed);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Subscriptions_are_searched_through_their_indexes() => JudgeAsync<ISubscriptionStore>(new()
    {
        [nameof(ISubscriptionStore.AddAsync)] = [s => s.AddAsync(s_subscription, Some.Today, Token)],
        [nameof(ISubscriptionStore.FindAsync)] = [s => s.FindAsync("a", Token)],
        [nameof(ISubscriptionStore.FindOwnedAsync)] = [s => s.FindOwnedAsync("a", "ada", Token)],
        [nameof(ISubscriptionStore.ReplaceAsync)] = [s => s.ReplaceAsync(s_subscription, 1, Some.Today, Token)],
        [nameof(ISubscriptionStore.ListAsync)] = [.. Lists()],
        [nameof(ISubscriptionStore.ListAllAsync)] = [s => s.ListAllAsync("ada", Token)],
        [nameof(ISubscriptionStore.ListRenewingAsync)] = [s => s.ListRenewingAsync("ada", Some.Today, Token)],
        [nameof(ISubscriptionStore.ListOwnedAsync)] = [s => s.ListOwnedAsync("ada", null, 10, Token), s => s.ListOwnedAsync("ada", "a", 10, Token)],
        [nameof(ISubscriptionStore.ListByIdAsync)] = [s => s.ListByIdAsync(["a", "b"], Token)],
        [nameof(ISubscriptionStore.WriteAllAsync)] =
            [s => s.WriteAllAsync([new(s_subscription, null), new(s_subscription, 1), SubscriptionWrite.Delete(s_subscription)], Some.Today, Token)],
        [nameof(ISubscriptionStore.RollAsync)] = [s => s.RollAsync("ada", Some.Today.AddYears(1), Token)],
        [nameof(ISubscriptionStore.ListPendingPlansAsync)] = [s => s.ListPendingPlansAsync(100, Token)],
        [nameof(ISubscriptionStore.SettlePlanAsync)] = [s => s.SettlePlanAsync("a", s_subscription.Plan, s_subscription.Plan, Token)],
        [nameof(ISubscriptionStore.MovePlanAsync)] = [s => s.MovePlanAsync("a", s_subscription.Plan, s_subscription.Plan, Token)],
        [nameof(ISubscriptionStore.ListLostPlansAsync)] = [s => s.ListLostPlansAsync(s_now, 100, Token)],
        [nameof(ISubscriptionStore.FindOldestOverdueAsync)] = [s => s.FindOldestOverdueAsync(s_now, Token)],
        [nameof(ISubscriptionStore.ReplanAllAsync)] = [s => s.ReplanAllAsync("ada", Token)],
        [nameof(ISubscriptionStore.DeleteAllAsync)] = [s => s.DeleteAllAsync("ada", Token)],
        [nameof(ISubscriptionStore.DeleteAsync)] = [s => s.DeleteAsync("a", "ada", 2, Token)],
    });

    [Fact]
    public Task Payments_are_searched_through_their_indexes() => JudgeAsync<IPaymentStore>(new()
    {
        [nameof(IPaymentStore.AddAsync)] = [p => p.AddAsync(s_payment, Token)],
        [nameof(IPaymentStore.AddAllAsync)] = [p => p.AddAllAsync([s_payment], Token)],
        [nameof(IPaymentStore.FindAsync)] = [p => p.FindAsync("p", "a", "ada", Token)],
        [nameof(IPaymentStore.ReplaceAsync)] = [p => p.ReplaceAsync(s_payment, 1, Token)],
        [nameof(IPaymentStore.ListAsync)] = [p => p.ListAsync("a", "ada", 2, 10, Token)],
        [nameof(IPaymentStore.ListAllAsync)] = [p => p.ListAllAsync("ada", Token)],
        [nameof(IPaymentStore.DeleteAsync)] = [p => p.DeleteAsync("p", "a", "ada", Token)],
        [nameof(IPaymentStore.DeleteEachAsync)] = [p => p.DeleteEachAsync([s_payment], "ada", Token)],
        [nameof(IPaymentStore.DeleteOfSubscriptionAsync)] = [p => p.DeleteOfSubscriptionAsync("a", "ada", Token)],
        [nameof(IPaymentStore.DeleteAllAsync)] = [p => p.DeleteAllAsync("ada", Token)],
    });

    [Fact]
    public Task Idempotency_keys_are_searched_through_their_indexes() => JudgeAsync<IIdempotencyStore>(new()
    {
        [nameof(IIdempotencyStore.ClaimAsync)] =
            [k => k.ClaimAsync(s_request, s_now, s_now, s_now.AddDays(1), Token), k => k.ClaimAsync(s_request with { Fingerprint = "" }, s_now, s_now, s_now, Token)],
        [nameof(IIdempotencyStore.SaveAnswerAsync)] = [k => k.SaveAnswerAsync(s_request, new(200, null, null, null, []), Token)],
        [nameof(IIdempotencyStore.ReleaseAsync)] = [k => k.ReleaseAsync(s_request, s_now, Token)],
        [nameof(IIdempotencyStore.DeleteAllAsync)] = [k => k.DeleteAllAsync("ada", Token)],
    });

    [Fact]
    public Task The_ledger_is_searched_through_its_indexes() => JudgeAsync<ILedgerStore>(new()
    {
        [nameof(ILedgerStore.AddAsync)] = [l => l.AddAsync(s_row, Token)],
        [nameof(ILedgerStore.ReplaceAsync)] = [l => l.ReplaceAsync(s_row with { Version = 2 }, 1, Token)],
        [nameof(ILedgerStore.FindAsync)] = [l => l.FindAsync(s_row.Id, Token)],
        [nameof(ILedgerStore.ListSiblingsAsync)] = [l => l.ListSiblingsAsync(LedgerRow.Siblings("a", ReminderKind.Renewal, Some.Day("2026-03-20")), Token)],
        [nameof(ILedgerStore.ListDueAsync)] = [l => l.ListDueAsync(s_now, s_now.AddDays(1), 100, Token)],
        [nameof(ILedgerStore.ListAsync)] =
        [
            l => l.ListAsync("a", Token), l => l.ListAsync(new LedgerQuery(10), Token),
            l => l.ListAsync(new LedgerQuery(10, new(s_now, "a"), [LedgerState.Sent, LedgerState.Failed], "ada", "a", "email", ReminderKind.Renewal, s_now, s_now), Token),
        ],
        [nameof(ILedgerStore.CountAsync)] = [l => l.CountAsync(s_now, Token)],
        [nameof(ILedgerStore.CountFailedAsync)] = [l => l.CountFailedAsync(s_now, Token)],
        [nameof(ILedgerStore.CountWaitingAsync)] = [l => l.CountWaitingAsync(Token)],
        [nameof(ILedgerStore.OldestWaitingAsync)] = [l => l.OldestWaitingAsync(Token)],
        [nameof(ILedgerStore.ListLagsAsync)] = [l => l.ListLagsAsync(s_now, 10, Token)],
        [nameof(ILedgerStore.DeleteOfUserAsync)] = [l => l.DeleteOfUserAsync("ada", Token)],
    });

    [Fact]
    public Task What_an_administrator_asks_goes_through_indexes() => JudgeAsync<IAdminStore>(new()
    {
        [nameof(IAdminStore.CountAsync)] = [a => a.CountAsync(Token)],
        [nameof(IAdminStore.ListSubscriptionsAsync)] = [a => a.ListSubscriptionsAsync("a", 100, Token)],
    });

    [Fact]
    public Task Settings_are_one_row() => JudgeAsync<ISettingsStore>(new()
    {
        [nameof(ISettingsStore.WriteAsync)] = [s => s.WriteAsync(new(RegistrationOpen: false), Token)],
        [nameof(ISettingsStore.ReadAsync)] = [s => s.ReadAsync(Token)],
    });

    [Fact]
    public Task Leases_are_searched_through_their_key() => JudgeAsync<ILeaseStore>(new()
    {
        [nameof(ILeaseStore.TakeAsync)] = [l => l.TakeAsync("rounds", "ada", s_now, s_now, s_now, Token), l => l.TakeAsync("rounds", "bob", s_now, s_now, s_now, Token)],
        [nameof(ILeaseStore.ReleaseAsync)] = [l => l.ReleaseAsync("rounds", "ada", Token)],
    });

    [Fact]
    public Task The_outbox_is_searched_through_its_index() => JudgeAsync<IOutboxStore>(new()
    {
        [nameof(IOutboxStore.AddAsync)] = [o => o.AddAsync(new("m", "ada", "Ada", "ada@example.org", "", "", "", s_now), Token)],
        [nameof(IOutboxStore.ListAsync)] = [o => o.ListAsync("ada", 1, 10, Token)],
        [nameof(IOutboxStore.DeleteAllAsync)] = [o => o.DeleteAllAsync("ada", Token)],
    });

    [Fact]
    public Task Channels_are_searched_through_their_key() => JudgeAsync<IChannelStore>(new()
    {
        [nameof(IChannelStore.AddAsync)] = [c => c.AddAsync(Some.Channel("a"), Token)],
        [nameof(IChannelStore.FindAsync)] = [c => c.FindAsync("ada", "a", Token)],
        [nameof(IChannelStore.ListAsync)] = [c => c.ListAsync("ada", Token)],
        [nameof(IChannelStore.ReplaceAsync)] = [c => c.ReplaceAsync(Some.Channel("a") with { Version = 2 }, 1, Token)],
        [nameof(IChannelStore.ReplaceHealthAsync)] = [c => c.ReplaceHealthAsync("ada", "a", new(Version: 2), 1, Token)],
        [nameof(IChannelStore.DeleteAsync)] = [c => c.DeleteAsync("ada", "a", Token)],
        [nameof(IChannelStore.DeleteAllAsync)] = [c => c.DeleteAllAsync("ada", Token)],
    });

    [Fact]
    public Task Announcements_are_searched_through_their_indexes() => JudgeAsync<IAnnouncementStore>(new()
    {
        [nameof(IAnnouncementStore.AddAsync)] = [a => a.AddAsync([Some.Announcement("a")], Token)],
        [nameof(IAnnouncementStore.ListDueAsync)] = [a => a.ListDueAsync(s_now, 100, Token)],
        [nameof(IAnnouncementStore.ReplaceAsync)] = [a => a.ReplaceAsync(Some.Announcement("a").Claimed(s_now), 1, Token)],
        [nameof(IAnnouncementStore.DeleteAsync)] = [a => a.DeleteAsync("a", Token)],
        [nameof(IAnnouncementStore.DeleteAllAsync)] = [a => a.DeleteAllAsync("ada", Token)],
    });

    [Fact]
    public Task Imports_are_searched_through_their_indexes() => JudgeAsync<IImportStore>(new()
    {
        [nameof(IImportStore.AddAsync)] = [i => i.AddAsync(s_import, Token)],
        [nameof(IImportStore.ReplaceAsync)] = [i => i.ReplaceAsync(s_import, 1, Token)],
        [nameof(IImportStore.FindOwnedAsync)] = [i => i.FindOwnedAsync("i", "ada", Token)],
        [nameof(IImportStore.ListAsync)] = [i => i.ListAsync("ada", Token)],
        [nameof(IImportStore.ListAbandonedAsync)] = [i => i.ListAbandonedAsync(s_now, 10, Token)],
        [nameof(IImportStore.AddBatchAsync)] = [i => i.AddBatchAsync("i", 0, [], Token)],
        [nameof(IImportStore.ListBatchAsync)] = [i => i.ListBatchAsync("i", 0, Token)],
        [nameof(IImportStore.AddReportAsync)] = [i => i.AddReportAsync("i", s_report, Token)],
        [nameof(IImportStore.FindReportAsync)] = [i => i.FindReportAsync("i", Token)],
        [nameof(IImportStore.DeleteAsync)] = [i => i.DeleteAsync("i", Token)],
    });

    [Fact]
    public Task Calendar_feeds_are_searched_through_their_indexes() => JudgeAsync<IFeedStore>(new()
    {
        [nameof(IFeedStore.PutAsync)] = [f => f.PutAsync(new("ada", "token", s_now), Token)],
        [nameof(IFeedStore.FindAsync)] = [f => f.FindAsync("ada", Token)],
        [nameof(IFeedStore.FindByTokenAsync)] = [f => f.FindByTokenAsync("hash", Token)],
        [nameof(IFeedStore.DeleteAsync)] = [f => f.DeleteAsync("ada", Token)],
    });

    [Fact]
    public Task Users_are_searched_through_their_indexes() => JudgeAsync<IUserStore>(new()
    {
        [nameof(IUserStore.AddAsync)] = [u => u.AddAsync(s_user, Token)],
        [nameof(IUserStore.FindAsync)] = [u => u.FindAsync("ada", Token)],
        [nameof(IUserStore.FindByEmailAsync)] = [u => u.FindByEmailAsync(s_user.EmailKey, Token)],
        [nameof(IUserStore.ReplaceAsync)] = [u => u.ReplaceAsync(s_user with { SettingsVersion = 2 }, 1, Token)],
        [nameof(IUserStore.ReplaceKeepingAnAdministratorAsync)] = [u => u.ReplaceKeepingAnAdministratorAsync(s_user with { Version = 3 }, 2, Token)],
        [nameof(IUserStore.ListAsync)] = [u => u.ListAsync("ada", 1, 10, Token)],
        [nameof(IUserStore.DeleteAsync)] = [u => u.DeleteAsync("bob", Token)],
        [nameof(IUserStore.ListWithUnplannedSettingsAsync)] = [u => u.ListWithUnplannedSettingsAsync(100, Token)],
        [nameof(IUserStore.MarkSettingsPlannedAsync)] = [u => u.MarkSettingsPlannedAsync("ada", 2, Token)],
    });

    [Fact]
    public Task Rates_are_searched_through_their_keys() => JudgeAsync<IRateStore>(new()
    {
        [nameof(IRateStore.ListAfterAsync)] = [r => r.ListAfterAsync(Some.Today, Token)],
        [nameof(IRateStore.AddAsync)] = [r => r.AddAsync([new(Some.Today, new Dictionary<string, decimal>())], Token)],
    });

    [Fact]
    public Task Own_rates_are_searched_through_their_keys() => JudgeAsync<IOwnRateStore>(new()
    {
        [nameof(IOwnRateStore.ListAsync)] = [r => r.ListAsync("ada", Token)],
        [nameof(IOwnRateStore.ReplaceAsync)] = [r => r.ReplaceAsync("ada", [new("USD", 1)], Token)],
        [nameof(IOwnRateStore.DeleteAllAsync)] = [r => r.DeleteAllAsync("ada", Token)],
    });

    [Fact]
    public Task Budgets_are_searched_through_their_keys() => JudgeAsync<IBudgetStore>(new()
    {
        [nameof(IBudgetStore.FindAsync)] = [b => b.FindAsync("ada", Token)],
        [nameof(IBudgetStore.ReplaceAsync)] = [b => b.ReplaceAsync("ada", new(1, new Dictionary<string, decimal>(), "EUR"), Some.Now, Token)],
        [nameof(IBudgetStore.ListToCheckAsync)] = [b => b.ListToCheckAsync(Some.Now, 10, Token)],
        [nameof(IBudgetStore.MoveCheckAsync)] = [b => b.MoveCheckAsync("ada", from: null, Some.Now, Token), b => b.MoveCheckAsync("ada", Some.Now, Some.Now, Token)],
        [nameof(IBudgetStore.DeleteAllAsync)] = [b => b.DeleteAllAsync("ada", Token)],
    });

    [Fact]
    public Task Sessions_are_searched_through_their_indexes() => JudgeAsync<ISessionStore>(new()
    {
        [nameof(ISessionStore.AddAsync)] = [s => s.AddAsync(s_session, Token)],
        [nameof(ISessionStore.FindAsync)] = [s => s.FindAsync("s", Token)],
        [nameof(ISessionStore.ReplaceAsync)] = [s => s.ReplaceAsync(s_session, "hash", Token)],
        [nameof(ISessionStore.RevokeAsync)] = [s => s.RevokeAsync("s", Token)],
        [nameof(ISessionStore.RevokeAllAsync)] = [s => s.RevokeAllAsync("ada", Token)],
    });

    private protected abstract T Store<T>() where T : class;

    /// <summary>What the engine was asked, each with the walks through a whole table that it takes to answer.</summary>
    private protected abstract Task<IReadOnlyList<(string Statement, IReadOnlyList<string> Scans)>> PlansAsync(Func<Task> ask);

    private static IEnumerable<Func<ISubscriptionStore, Task>> Lists()
    {
        foreach (var sort in Enum.GetValues<SubscriptionSort>())
            foreach (var order in Enum.GetValues<SortOrder>())
                yield return s => s.ListAsync(Some.Query() with { Sort = sort, Order = order }, Token);
        yield return s => s.ListAsync(
            new("ada", SubscriptionStatus.Active, "news", "tag", "search", "EUR", 1, 2, Some.Today, SubscriptionSort.Name, SortOrder.Asc, 1, 10), Token);
    }

    private async Task JudgeAsync<T>(Dictionary<string, Func<T, Task>[]> questions) where T : class
    {
        // A question that is added to the interface is judged too, or this fails.
        Assert.Equal(typeof(T).GetMethods().Select(m => m.Name).Distinct().Order(), questions.Keys.Order());
        var store = Store<T>();
        foreach (var (name, asked) in questions)
            foreach (var ask in asked)
            {
                var plans = await PlansAsync(() => ask(store));
                Assert.True(plans.Count > 0, $"{name} told nothing: nobody sees what the store asks");
                Assert.All(plans, plan => Assert.Empty(plan.Scans));
            }
    }
}
