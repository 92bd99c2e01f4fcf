using SubTracker.Contracts.Reminders;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Faults;

/// <summary>Reminders that are demanded: one of each of many subscriptions of one user, all due at the same moment, three days before the renewal.</summary>
/// <param name="Subscriptions">By the id of their reminder over one channel.</param>
internal sealed record Batch(DateTimeOffset DueAt, IReadOnlyDictionary<string, string> Subscriptions)
{
    public const int DaysBefore = 3;

    // As many requests at once as a browser makes.
    private const int AtOnce = 6;

    public int Count => Subscriptions.Count;

    /// <param name="now">As the system's clock shows it; the reminders are due two days later at 9:00 UTC, or up to a day behind that.</param>
    /// <param name="channel">The one that they come over.</param>
    public static Task<Batch> AddAsync(HttpClient client, DateTimeOffset now, int count, string channel = "email")
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime).AddDays(3);
        return AddAsync(client, new DateTimeOffset(day, new TimeOnly(9, 0), TimeSpan.Zero), day, "09:00", count, channel);
    }

    /// <param name="day">The day on which they are due in the zone of the user, at <paramref name="timeOfDay"/>.</param>
    public static async Task<Batch> AddAsync(HttpClient client, DateTimeOffset dueAt, DateOnly day, string timeOfDay, int count, string channel = "email")
    {
        var renewal = day.AddDays(DaysBefore);
        using var gate = new SemaphoreSlim(AtOnce);
        var ids = await Task.WhenAll(Enumerable.Range(0, count).Select(async number =>
        {
            await gate.WaitAsync(TestContext.Current.CancellationToken);
            try
            {
                return (await (await client.PostJsonAsync("/api/v1/subscriptions", $$"""
                    {
                      "name": "Service {{number}}", "price": 9.99, "currency": "EUR", "frequency": "yearly", "renewalDate": "{{renewal:yyyy-MM-dd}}",
                      "reminders": { "daysBefore": [{{DaysBefore}}], "timeOfDay": "{{timeOfDay}}", "channels": ["{{channel}}"] }
                    }
                    """)).DataAsync<CreatedSubscription>()).Subscription.Id;
            }
            finally
            {
                gate.Release();
            }
        }));
        return new(dueAt, ids.ToDictionary(id => $"{id}-renewal-{renewal:yyyyMMdd}-{DaysBefore}-{channel}"));
    }

    public Batch Only(IEnumerable<string> reminders) => this with { Subscriptions = reminders.ToDictionary(id => id, id => Subscriptions[id]) };

    /// <summary>The same reminders of another renewal.</summary>
    public Batch On(DateOnly renewal) => this with
    {
        Subscriptions = Subscriptions.Values.ToDictionary(id => $"{id}-renewal-{renewal:yyyyMMdd}-{DaysBefore}-email"),
    };

    /// <summary>What the timelines say of these reminders.</summary>
    public async Task<List<ReminderResponse>> RowsAsync(HttpClient client)
    {
        var rows = new List<ReminderResponse>();
        foreach (var (reminder, subscription) in Subscriptions)
        {
            var timeline = await (await client.ReadAsync($"/api/v1/subscriptions/{subscription}/reminders")).DataAsync<List<ReminderResponse>>();
            rows.AddRange(timeline.Where(row => row.Id == reminder));
        }
        return rows;
    }

    /// <summary>Whether something has become of each of them, and nothing more will.</summary>
    public async Task<bool> IsOverAsync(HttpClient client)
    {
        var rows = await RowsAsync(client);
        return rows.Count == Count && rows.All(row => row.State is not (ReminderStatus.Planned or ReminderStatus.Waiting) && row.NextAttemptAt is null);
    }
}
