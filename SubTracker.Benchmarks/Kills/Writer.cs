using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SubTracker.Benchmarks.Kills;

/// <summary>A user who adds, changes and deletes subscriptions one after the other, and writes down what was acknowledged.</summary>
/// <param name="refusals">What came instead of an acknowledgement, and how often.</param>
internal sealed class Writer(int number, Uri api, WriteLog log, ConcurrentDictionary<string, int> refusals) : IDisposable
{
    private const int PageSize = 100;
    // A key whose request died is held for a minute.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _client = new() { BaseAddress = new(api, "/api/v1/"), Timeout = TimeSpan.FromSeconds(10) };
    private int _written;

    public async Task SignUpAsync(CancellationToken cancellationToken)
    {
        using var answer = await _client.PostAsJsonAsync(
            "auth/sign-up", new { name = $"Writer {number}", email = $"writer{number}@example.org", password = "correct horse battery" }, cancellationToken);
        var signedIn = await ReadAsync(answer.EnsureSuccessStatusCode(), cancellationToken);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)signedIn["token"]!);
    }

    /// <summary>Writes until told to stop; what is begun then is brought to its end.</summary>
    public async Task WriteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            _written++;
            // Every fourth that is not acknowledged is left at that; the others are asked for again under the same key.
            if (await CreateAsync($"Subscription {number}-{_written}", _written % 1_000, tries: _written % 4 == 0 ? 1 : int.MaxValue) is not { } row)
                continue;
            if (_written % 3 == 0)
                row = await ChangeAsync(row, row.Price + 1_000);
            if (_written % 7 == 0)
                await DeleteAsync(row);
        }
    }

    /// <summary>All that the API shows this user.</summary>
    public async Task<IReadOnlyList<Row>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var rows = new List<Row>();
        for (var (page, more) = (1, true); more; page++)
        {
            using var answer = await _client.GetAsync($"subscriptions?limit={PageSize}&page={page}&sort=createdAt", cancellationToken);
            var read = (await ReadAsync(answer.EnsureSuccessStatusCode(), cancellationToken)).AsArray();
            rows.AddRange(read.Select(subscription => ToRow(subscription!)));
            more = read.Count == PageSize;
        }
        return rows;
    }

    public void Dispose() => _client.Dispose();

    private async Task<Row?> CreateAsync(string name, decimal price, int tries)
    {
        var key = Guid.NewGuid().ToString();
        using var answer = await AskAsync(
            () => new(HttpMethod.Post, "subscriptions")
            {
                Headers = { { "Idempotency-Key", key } },
                Content = JsonContent.Create(new
                {
                    name,
                    price,
                    currency = "EUR",
                    frequency = "monthly",
                    startDate = "2026-01-01",
                    reminders = new { enabled = false },
                }),
            },
            isDone: answer => answer.StatusCode == HttpStatusCode.Created, tries);
        if (answer is null)
        {
            log.Abandon(name, price);
            return null;
        }
        return await KeepAsync(answer, name, price);
    }

    private async Task<Row> ChangeAsync(Row row, decimal price)
    {
        using var answer = await AskAsync(
            () => new(HttpMethod.Patch, $"subscriptions/{row.Id}") { Content = JsonContent.Create(new { price }) },
            isDone: answer => answer.StatusCode == HttpStatusCode.OK);
        return await KeepAsync(answer!, row.Name, price);
    }

    private async Task DeleteAsync(Row row)
    {
        var asked = 0;
        // Asked again it may be gone already; the first time it must not be.
        using var answer = await AskAsync(
            () => new(HttpMethod.Delete, $"subscriptions/{row.Id}"),
            isDone: answer => answer.StatusCode == HttpStatusCode.NoContent || asked++ > 0 && answer.StatusCode == HttpStatusCode.NotFound);
        log.Delete(row);
    }

    /// <summary>Asks until it is acknowledged, or as often as allowed.</summary>
    private async Task<HttpResponseMessage?> AskAsync(Func<HttpRequestMessage> request, Func<HttpResponseMessage, bool> isDone, int tries = int.MaxValue)
    {
        var since = Stopwatch.StartNew();
        var refusal = "";
        for (var tried = 0; tried < tries; tried++)
        {
            if (since.Elapsed > s_patience)
                throw new InvalidOperationException($"Nothing was acknowledged for {s_patience}; last: {refusal}.");
            try
            {
                using var asked = request();
                var answer = await _client.SendAsync(asked, CancellationToken.None);
                if (isDone(answer))
                    return answer;
                refusal = $"{asked.Method} {(int)answer.StatusCode}";
                answer.Dispose();
            }
            catch (Exception cut) when (cut is HttpRequestException or OperationCanceledException)
            {
                refusal = cut is OperationCanceledException ? "no answer within 10 s" : "connection lost";
            }
            refusals.AddOrUpdate(refusal, 1, (_, times) => times + 1);
            // As a client that is told to come again: eight that do not wait would be the load themselves.
            await Task.Delay(s_pause, CancellationToken.None);
        }
        return null;
    }

    // The answer itself must say what was asked for: a replay that says something else is no acknowledgement.
    private async Task<Row> KeepAsync(HttpResponseMessage answer, string name, decimal price)
    {
        var data = await ReadAsync(answer, CancellationToken.None);
        var row = ToRow(data["subscription"] ?? data);
        if ((row.Name, row.Price) != (name, price))
            throw new InvalidOperationException($"{name} at {price} was answered with {row}.");
        log.Keep(row);
        return row;
    }

    private static Row ToRow(JsonNode subscription) => new((string)subscription["id"]!, (string)subscription["name"]!, (decimal)subscription["price"]!);

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!["data"]!;
}
