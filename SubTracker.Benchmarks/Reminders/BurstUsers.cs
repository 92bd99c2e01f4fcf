using System.Globalization;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Storage.Sqlite;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Benchmarks.Reminders;

/// <summary>Many users of one subscription each, whose one reminder is due at the same moment; as saved, with nothing planned yet.</summary>
internal sealed class BurstUsers(string folder) : IDisposable
{
    private const int DaysBefore = 3;

    private readonly Database _database = SqliteStorage.Open(folder);

    public static string Address(int number) => string.Create(CultureInfo.InvariantCulture, $"user{number}@example.org");

    public async Task AddAsync(int count, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var users = Enumerable.Range(0, count).Select(number =>
            User.New(Id.New(TimeProvider.System), $"User {number}", Address(number), passwordHash: "", "UTC", now) with
            {
                Reminders = new([DaysBefore], TimeOnly.FromDateTime(dueAt.UtcDateTime)),
            }).ToList();
        var store = new SqliteUserStore(_database);
        await Parallel.ForEachAsync(users, cancellationToken, async (user, token) => await store.AddAsync(user, token));

        var (today, renewal) = (DateOnly.FromDateTime(now.UtcDateTime), DateOnly.FromDateTime(dueAt.UtcDateTime).AddDays(DaysBefore));
        var request = new SubscriptionRequest("Netflix", 15.99m, "EUR", Frequency.Monthly, RenewalDate: renewal);
        await new SqliteSubscriptionStore(_database).WriteAllAsync(
            [.. users.Select(user => new SubscriptionWrite(
                request.ToSubscription(Id.New(TimeProvider.System), user.Id, now, today) with { Plan = new(Revision: 1, PlanState.Pending) }, ExpectedVersion: null))],
            today, cancellationToken);
    }

    public async Task<bool> AreAllPlannedAsync(CancellationToken cancellationToken) =>
        await new SqliteSubscriptionStore(_database).ListPendingPlansAsync(1, cancellationToken) is [];

    public async Task<long> CountSentAsync(DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        (await new SqliteLedgerStore(_database).CountAsync(dueAt, cancellationToken)).GetValueOrDefault(ApiService.Reminders.LedgerState.Sent);

    public void Dispose() => _database.Dispose();
}
