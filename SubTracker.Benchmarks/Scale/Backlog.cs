using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Storage.Mongo;

namespace SubTracker.Benchmarks.Scale;

/// <summary>What the reconciler finds after a bad night: lost plans and rows of the ledger that wait, of which a fifth is due. Taken away again behind the measuring.</summary>
internal sealed class Backlog(ScaleDatabase database, Population population, DateTimeOffset now)
{
    private const int Batch = 1_000;

    private static readonly BsonDocument s_waiting = new("nextAttemptAt", new BsonDocument("$exists", true));

    /// <returns>How many plans are lost.</returns>
    public async Task<long> LosePlansAsync(int users, CancellationToken cancellationToken) => (await database.Of(MongoSchema.Subscriptions).UpdateManyAsync(
        Of(users), Due(now.AddHours(-1)), cancellationToken: cancellationToken)).ModifiedCount;

    /// <summary>Sent reminders of the last thirty days, and waiting ones.</summary>
    public async Task WriteLedgerAsync(int sent, int waiting, CancellationToken cancellationToken)
    {
        // What was sent an earlier run has left there.
        var isThere = await database.Of(MongoSchema.Reminders).Find(new BsonDocument()).AnyAsync(cancellationToken);
        foreach (var numbers in Enumerable.Range(0, sent + waiting).Skip(isThere ? sent : 0).Chunk(Batch))
            await database.Of(MongoSchema.Reminders).InsertManyAsync(
                numbers.Select(number => (number < sent ? Sent(number, sent) : Waiting(number)).ToBsonDocument()), new() { IsOrdered = false }, cancellationToken);
    }

    public async Task ClearAsync(int users, CancellationToken cancellationToken)
    {
        await database.Of(MongoSchema.Reminders).DeleteManyAsync(s_waiting, cancellationToken);
        await database.Of(MongoSchema.Subscriptions).UpdateManyAsync(Of(users), Due(now.AddDays(2)), cancellationToken: cancellationToken);
    }

    private BsonDocument Of(int users) => new()
    {
        ["userId"] = new BsonDocument("$in", new BsonArray(Enumerable.Range(1, users).Select(number => population.User(number).Id))),
        ["plan.state"] = "Planned",
    };

    private static BsonDocument Due(DateTimeOffset at) => new("$set", new BsonDocument("plan.dueAt", at.Bson()));

    private LedgerRow Sent(int number, int of)
    {
        var due = now.AddDays(-30.0 * (number + 1) / of);
        return Row(number, due, LedgerState.Sent) with { SentAt = due.AddSeconds(number % 40), Attempts = 1 };
    }

    private LedgerRow Waiting(int number) => Row(number, now.AddMinutes(-number % 300), LedgerState.Failed) with
    {
        Attempts = 2,
        NextAttemptAt = now.AddMinutes(number % 5 == 0 ? -1 : 60),
        FailedAt = now.AddMinutes(-5),
        Reason = "The mail server does not answer.",
    };

    private LedgerRow Row(int number, DateTimeOffset due, LedgerState state)
    {
        var owner = 1 + number % (population.Users - 1);
        return LedgerRow.For(
            $"{number:x32}", population.User(owner).Id, DateOnly.FromDateTime(due.UtcDateTime).AddDays(7), new Moment(7, due), state);
    }
}
