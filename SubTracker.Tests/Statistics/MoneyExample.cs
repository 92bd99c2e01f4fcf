using System.Globalization;
using SubTracker.Contracts.Auth;
using SubTracker.Contracts.Statistics;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Statistics;

/// <summary>docs/money.md: its first table entered through the API on 1 March 2026 (and the gym paused), looked at on 20 April.</summary>
public sealed class MoneyExample : IAsyncLifetime
{
    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "money.md"));

    private ApiHost _api = null!;
    private HttpClient _client = null!;

    internal StatisticsSummary Summary { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await ApiHost.StartAsync();
        (_client, _) = await _api.SignUpAsync();
        foreach (var row in Table("name", "cycle"))
            await EnterAsync(row);
        _api.Clock.SetUtcNow(new(2026, 4, 20, 12, 0, 0, TimeSpan.Zero));
        _client.SignIn(await (await _client.PostJsonAsync(
            "/api/v1/auth/sign-in", new SignInRequest("Ada@example.org", ApiHost.Password))).DataAsync<SignedInResponse>());
        Summary = await ReadAsync<StatisticsSummary>("summary");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _api.DisposeAsync();
    }

    internal async Task<T> ReadAsync<T>(string path) => await (await _client.ReadAsync($"/api/v1/statistics/{path}")).DataAsync<T>();

    /// <summary>The rows of every table whose header begins with these two cells.</summary>
    internal static IEnumerable<string[]> Table(string first, string second)
    {
        var inside = false;
        foreach (var line in s_lines)
        {
            if (!line.StartsWith('|'))
                inside = false;
            else if (line.StartsWith($"| {first} | {second} |", StringComparison.Ordinal))
                inside = true;
            else if (inside && !line.StartsWith("|---", StringComparison.Ordinal))
                yield return [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
        }
    }

    internal static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private async Task EnterAsync(string[] row)
    {
        var (cycle, price, trial, happens) = (row[1].Split(", "), row[3].Split(' '), row[7].StartsWith("on trial until", StringComparison.Ordinal), row[7]);
        var request = new SubscriptionRequest(
            row[0], Decimal(price[0]), price[1], Enum.Parse<Frequency>(cycle[0].Replace("-", ""), ignoreCase: true), StartDate: Day(row[2]),
            LastDayOfMonth: cycle is [_, "last day"], TrialEndsOn: trial ? Day(happens[^10..]) : null,
            Category: row[5], PaymentMethod: row[6], Share: row[4] == "1" ? null : new(Decimal(row[4])));
        var created = (await (await _client.PostJsonAsync("/api/v1/subscriptions", request)).DataAsync<CreatedSubscription>()).Subscription;
        var its = $"/api/v1/subscriptions/{created.Id}";
        using var answer = happens.Split(' ') switch
        {
            [var later, _, "from", var day] => await _client.PostJsonAsync($"{its}/prices", new PriceRequest(Day(day), Decimal(later))),
            ["paused", _, "to", var until] => await _client.PutJsonAsync($"{its}/pause", $$"""{ "until": "{{until}}" }"""),
            ["cancelled", ..] => await _client.PutJsonAsync($"{its}/cancel", """{ "effective": "now" }"""),
            _ => null,
        };
        Assert.True(answer is null or { IsSuccessStatusCode: true }, row[0]);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
