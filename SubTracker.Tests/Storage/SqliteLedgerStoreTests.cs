using Microsoft.Data.Sqlite;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Storage.Sqlite;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Tests.Storage;

public sealed class SqliteLedgerStoreTests : LedgerStoreContract, IDisposable
{
    private readonly SqliteEngine _engine = new();

    public SqliteLedgerStoreTests() =>
        (Store, AnotherReplica) = (new SqliteLedgerStore(_engine.Database), new SqliteLedgerStore(_engine.AnotherReplica));

    private protected override ILedgerStore Store { get; }

    private protected override ILedgerStore AnotherReplica { get; }

    [Fact]
    public async Task Rows_of_the_first_installations_are_taken_over_at_start_and_only_once()
    {
        using (var connection = new SqliteConnection(_engine.ConnectionString))
        {
            connection.Open();
            // As they were written on 2026-11-24: what had become of a row stood in its columns.
            Database.Run(connection, """
                INSERT INTO reminders VALUES
                ('a-renewal-20260320-7-email', 'a', 1773392400000, 'Sent', NULL, 2, NULL, 1773392700123, 1, NULL,
                 '{"id":"a-renewal-20260320-7-email","subscriptionId":"a","userId":"ada","kind":"renewal","renewal":"2026-03-20","daysBefore":7,"channel":"email","dueAt":"2026-03-13T09:00:00+00:00","state":"claimed","claimedUntil":null,"attempts":0,"nextAttemptAt":null,"sentAt":null,"late":false,"reason":null}'),
                ('a-renewal-20260320-5-email', 'a', 1773565200000, 'Failed', NULL, 1, 1773565260000, NULL, 0, 'The mail server is away',
                 '{"id":"a-renewal-20260320-5-email","subscriptionId":"a","userId":"ada","kind":"renewal","renewal":"2026-03-20","daysBefore":5,"channel":"email","dueAt":"2026-03-15T09:00:00+00:00","state":"claimed","claimedUntil":null,"attempts":0,"nextAttemptAt":null,"sentAt":null,"late":false,"reason":null}')
                """, []);
        }
        for (var start = 0; start < 2; start++)
            using (_engine.Reopen()) { }
        var rows = await Store.ListAsync("a", TestContext.Current.CancellationToken);
        Assert.Equal(["7 Sent 2", "5 Failed 1"], rows.Select(r => $"{r.DaysBefore} {r.State} {r.Attempts}"));
        Assert.Equal((DateTimeOffset.FromUnixTimeMilliseconds(1773392700123), true, null), (rows[0].SentAt, rows[0].Late, rows[0].NextAttemptAt));
        Assert.Equal((DateTimeOffset.FromUnixTimeMilliseconds(1773565260000), "The mail server is away"), (rows[1].NextAttemptAt, rows[1].Reason));
        Assert.Equal((new DateOnly(2026, 3, 20), ReminderKind.Renewal, 1L), (rows[0].Occurrence, rows[0].Kind, rows[0].Version));
    }

    public void Dispose() => _engine.Dispose();
}
