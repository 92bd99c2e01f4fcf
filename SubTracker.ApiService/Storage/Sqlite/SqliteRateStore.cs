using SubTracker.ApiService.Currencies;

namespace SubTracker.ApiService.Storage.Sqlite;

internal sealed class SqliteRateStore(Database database) : IRateStore
{
    public const string Tables = "CREATE TABLE IF NOT EXISTS rates (day TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID";

    public Task<IReadOnlyList<DayRates>> ListAfterAsync(DateOnly day, CancellationToken cancellationToken) => database.ListAsync<DayRates>(
        "SELECT document FROM rates WHERE day > $day ORDER BY day", [("$day", day.Stored())], cancellationToken);

    public Task AddAsync(IReadOnlyList<DayRates> days, CancellationToken cancellationToken) => database.WriteAsync(
        connection => days.Sum(rates => Database.Run(
            connection, "INSERT INTO rates VALUES ($day, $document) ON CONFLICT DO NOTHING",
            [("$day", rates.Day.Stored()), ("$document", Document.Write(rates))])),
        cancellationToken);
}
