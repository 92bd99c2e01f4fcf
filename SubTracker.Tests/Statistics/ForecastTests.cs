using SubTracker.Contracts.Auth;
using SubTracker.Contracts.Statistics;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Statistics;

/// <summary>What the API forecasts, and what it says once two years of a fake clock have passed.</summary>
public sealed class ForecastTests
{
    [Fact]
    public async Task Two_years_later_the_history_is_what_was_forecast()
    {
        await using var api = await ApiHost.StartAsync();
        // Behind the last rates that ship: they stay as they are.
        api.Clock.SetUtcNow(new(2026, 4, 20, 12, 0, 0, TimeSpan.Zero));
        var (client, _) = await api.SignUpAsync();
        using var signedIn = client;
        foreach (var body in s_bodies)
            await (await client.PostJsonAsync("/api/v1/subscriptions", body)).DataAsync<CreatedSubscription>();
        var paused = await IdAsync(client, "Paused");
        await client.PutJsonAsync($"/api/v1/subscriptions/{paused}/pause", """{ "until": "2026-09-10" }""");
        await client.PostJsonAsync($"/api/v1/subscriptions/{await IdAsync(client, "Dearer")}/prices", """{ "from": "2027-01-01", "price": 19.99 }""");
        await client.PutJsonAsync($"/api/v1/subscriptions/{await IdAsync(client, "Ending")}/cancel", "{}");

        var begun = (await MonthsAsync(client, "history?months=1"))[0];
        var forecast = await MonthsAsync(client, "forecast?months=24");

        api.Clock.SetUtcNow(new(2028, 3, 31, 12, 0, 0, TimeSpan.Zero));
        client.SignIn(await (await client.PostJsonAsync("/api/v1/auth/sign-in", new SignInRequest("Ada@example.org", ApiHost.Password))).DataAsync<SignedInResponse>());
        var history = await MonthsAsync(client, "history?months=24");

        Assert.Equal(("2026-04", "2028-03"), (history[0].Month, history[^1].Month));
        Assert.Equal(forecast.Skip(1).Select(m => (m.Month, m.Amount)), history.Skip(1).Select(m => (m.Month, m.Amount)));
        Assert.InRange(Math.Abs(begun.Amount + forecast[0].Amount - history[0].Amount), 0, 0.01m);
        Assert.All(forecast, m => Assert.True(m.Amount > 0, m.Month));
    }

    private static readonly string[] s_bodies =
    [
        """{ "name": "Month's end", "price": 12.99, "currency": "EUR", "frequency": "monthly", "startDate": "2026-01-31" }""",
        """{ "name": "Weekly", "price": 3.50, "currency": "USD", "frequency": "weekly", "startDate": "2026-04-15", "weekendRule": "after" }""",
        """{ "name": "Leap day", "price": 99, "currency": "GBP", "frequency": "yearly", "startDate": "2024-02-29", "share": { "mine": 0.5 } }""",
        """{ "name": "Trial", "price": 980, "currency": "JPY", "frequency": "monthly", "startDate": "2026-04-18", "trialEndsOn": "2026-05-18" }""",
        """{ "name": "Few", "price": 50, "currency": "EUR", "frequency": "quarterly", "startDate": "2026-03-31", "payments": 5, "lastDayOfMonth": true }""",
        """{ "name": "Paused", "price": 8, "currency": "EUR", "frequency": "monthly", "startDate": "2026-04-10" }""",
        """{ "name": "Dearer", "price": 14.99, "currency": "EUR", "frequency": "monthly", "startDate": "2026-04-01" }""",
        """{ "name": "Ending", "price": 20, "currency": "EUR", "frequency": "monthly", "startDate": "2026-04-05" }""",
        """{ "name": "Once", "price": 34, "currency": "USD", "frequency": "once", "startDate": "2026-12-24" }""",
    ];

    private static async Task<string> IdAsync(HttpClient client, string name) =>
        (await (await client.ReadAsync("/api/v1/subscriptions?limit=100")).DataAsync<List<SubscriptionResponse>>()).Single(s => s.Name == name).Id;

    private static async Task<List<MonthAmount>> MonthsAsync(HttpClient client, string path) =>
        await (await client.ReadAsync($"/api/v1/statistics/{path}")).DataAsync<List<MonthAmount>>();
}
