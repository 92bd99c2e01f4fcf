using System.Security.Cryptography;
using System.Text;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Statistics;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Budgets;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Reminders;

/// <summary>A limit that what is charged and due this month goes beyond.</summary>
/// <param name="Category"><c>null</c> for the limit of all together.</param>
/// <param name="Key">The same for the same limit, another for another: who raises a limit and goes beyond that is told again.</param>
/// <param name="Currency">Of the figures.</param>
internal sealed record ExceededBudget(string? Category, string Key, BudgetState State, string Currency);

/// <summary>
/// Tells that a month goes beyond a budget, once a month for each limit over each channel. Looked at when budgets are put, a moment after a
/// subscription was changed, and on every day at the time of reminders: rates and recorded payments change it too. The ledger's ids make it
/// once, however often it is looked at.
/// </summary>
internal sealed partial class BudgetAlerts(
    IBudgetStore budgets, SpendingReader spending, IUserStore users, UserChannels channels, ILedgerStore store, ReminderLedger ledger,
    ReminderSender sender, SignedLinks links, ReminderMetrics metrics, TimeProvider clock,
    ILogger<BudgetAlerts> logger) : IChangeListener
{
    private const int Batch = 100;

    /// <summary>Told of before it is written, a change is looked for when it is.</summary>
    private static readonly TimeSpan s_writtenWithin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan s_againAfterTrouble = TimeSpan.FromHours(1);

    public Task ChangingAsync(Subscription? before, Subscription after, Owner owner, CancellationToken cancellationToken) =>
        budgets.MoveCheckAsync(after.UserId, from: null, owner.Now + s_writtenWithin, cancellationToken);

    /// <summary>Looks at the budgets whose time has come, and notes down what is to be told.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<BudgetCheck> due;
        do
        {
            due = await budgets.ListToCheckAsync(clock.GetUtcNow(), Batch, cancellationToken);
            foreach (var check in due)
                await TryCheckAsync(check, cancellationToken);
        } while (due.Count == Batch);
    }

    /// <summary>Sends what was noted down, with the figures of now, if it is still so.</summary>
    public async Task SendAsync(LedgerRow row, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(row.UserId, cancellationToken);
        var channel = user is null ? null : await channels.FindAsync(user, row.Channel, cancellationToken);
        var exceeded = user is null ? null : (await ExceededAsync(user, cancellationToken)).FirstOrDefault(budget => LedgerRow.IdForUser(user.Id, row.Kind, row.Occurrence, budget.Key, row.Channel) == row.Id);
        if (WhyNot(row, user, channel, exceeded) is { } reason)
        {
            await ledger.SkipAsync(row, reason, cancellationToken);
            metrics.Skipped(row);
            return;
        }
        await sender.SendAsync(
            row, channel!,
            (claimed, _, now) => ReminderMessage.Write(claimed, exceeded!, user!, now) with { Unsubscribe = links.Of(LinkAct.Unsubscribe, claimed) },
            cancellationToken);
    }

    private string? WhyNot(LedgerRow row, User? user, Channel? channel, ExceededBudget? exceeded)
    {
        if (user is null || user.Disabled)
            return "the account is closed";
        if (row.WhyNotOver(channel) is { } reason)
            return reason;
        if (UserZone.Of(user.TimeZone).Today(clock.GetUtcNow()) > row.LastUsefulDay)
            return "its month has passed";
        return exceeded is null ? "the budget is kept again, or was changed" : null;
    }

    /// <summary>What one user's budgets cannot be computed from is no reason that another is not reminded.</summary>
    private async Task TryCheckAsync(BudgetCheck check, CancellationToken cancellationToken)
    {
        try
        {
            await CheckAsync(check, cancellationToken);
        }
        catch (Exception trouble) when (!cancellationToken.IsCancellationRequested)
        {
            LogTrouble(trouble, check.UserId);
            await budgets.MoveCheckAsync(check.UserId, check.At, clock.GetUtcNow() + s_againAfterTrouble, cancellationToken);
        }
    }

    private async Task CheckAsync(BudgetCheck check, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(check.UserId, cancellationToken) is not { } user)
        {
            await budgets.DeleteAllAsync(check.UserId, cancellationToken);
            return;
        }
        var (now, zone) = (clock.GetUtcNow(), UserZone.Of(user.TimeZone));
        var today = zone.Today(now);
        if (!user.Disabled && await ExceededAsync(user, cancellationToken) is { Count: > 0 } exceeded)
        {
            var told = await channels.ToTellAsync(user, chosen: null, cancellationToken);
            var month = new DateOnly(today.Year, today.Month, 1);
            foreach (var (budget, channel) in from budget in exceeded from channel in told select (budget, channel))
                await store.AddAsync(
                    LedgerRow.ForUser(user.Id, ReminderKind.BudgetExceeded, month, budget.Key, channel.Id, channel.Name, now), cancellationToken);
        }
        // Behind what was noted down: who dies in between looks once more.
        await budgets.MoveCheckAsync(user.Id, check.At, zone.At(today.AddDays(1), user.Reminders.TimeOfDay), cancellationToken);
    }

    private async Task<IReadOnlyList<ExceededBudget>> ExceededAsync(User user, CancellationToken cancellationToken)
    {
        if (await budgets.FindAsync(user.Id, cancellationToken) is not { } limits)
            return [];
        var owner = new Owner(user, clock.GetUtcNow());
        if (new MonthToDate(await spending.ReadAsync(owner, cancellationToken)).Against(limits) is not { } status)
            return [];
        var all = status.ByCategory.Select(state => new ExceededBudget(state.Category, Key(state.Category, limits.ByCategory[state.Category], limits), state, user.Currency));
        if (status is { Total: { } state } && limits.Total is { } total)
            all = all.Prepend(new(null, Key(null, total, limits), state, user.Currency));
        return [.. all.Where(budget => budget.State.Exceeded)];
    }

    // A category is anything that people write; an id is not.
    private static string Key(string? category, decimal limit, Budgets limits) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"{category?.ToUpperInvariant()}\n{limit:G29}\n{limits.Currency}"))))[..12];

    [LoggerMessage(LogLevel.Error, "The budgets of user {UserId} cannot be checked; again in an hour")]
    private partial void LogTrouble(Exception trouble, string userId);
}
