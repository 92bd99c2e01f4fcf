using System.Net;
using System.Text.Json.Nodes;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Transfer;

public sealed class ExportTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Path = "/api/v1/subscriptions/export";

    [Theory]
    [InlineData("csv", "text/csv; charset=utf-8", 0)]
    [InlineData("json", "application/json; charset=utf-8", 0)]
    [InlineData("ics", "text/calendar; charset=utf-8", null)]
    public async Task Each_format_is_a_file_and_ours_come_back_unchanged(string format, string type, int? changes)
    {
        using var client = await fixture.SignUpAsync();
        await client.ImportAsync(Imports.File("subscriptions.csv"), "format=csv");
        using var response = await client.ReadAsync($"{Path}?format={format}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((type, $"subtracker-2026-03-01.{format}"), (response.Content.Headers.ContentType?.ToString(), response.Content.Headers.ContentDisposition?.FileName));
        var file = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        if (changes is null)
            return;

        var again = await client.ImportAsync(file, $"format={format}");
        Assert.Equal((changes, changes, 68), (again.Created, again.Updated, again.Skipped));
        using var other = await fixture.SignUpAsync();
        Assert.Equal(68, (await other.ImportAsync(file, $"format={format}")).Created);
        Assert.Equal(
            (await client.SubscriptionsAsync()).Select(s => (s.Name, s.Price, s.RenewalDate, s.Status)),
            (await other.SubscriptionsAsync()).Select(s => (s.Name, s.Price, s.RenewalDate, s.Status)));
    }

    [Fact]
    public async Task What_has_become_of_a_subscription_comes_back_too()
    {
        using var client = await fixture.SignUpAsync();
        await client.ImportAsync("name,price,currency,frequency,startDate\nNetflix,15.99,EUR,monthly,2026-01-31\nGym,30,EUR,monthly,2026-01-10\n", "format=csv");
        foreach (var (name, verb) in (IEnumerable<(string, string)>)[("Netflix", "cancel"), ("Gym", "pause")])
            await client.PutJsonAsync($"/api/v1/subscriptions/{(await client.SubscriptionsAsync()).Single(s => s.Name == name).Id}/{verb}", "{}");
        foreach (var format in (string[])["csv", "json"])
        {
            using var other = await fixture.SignUpAsync();
            await other.ImportAsync(await (await client.ReadAsync($"{Path}?format={format}")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), $"format={format}");
            Assert.Equal(
                (await client.SubscriptionsAsync()).Select(s => (s.Name, s.Status, s.EndsOn, s.RenewalDate)),
                (await other.SubscriptionsAsync()).Select(s => (s.Name, s.Status, s.EndsOn, s.RenewalDate)));
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task A_large_account_is_exported_whole(string format)
    {
        using var client = await fixture.SignUpAsync();
        var rows = Enumerable.Range(0, 1200).Select(i => $"Number {i},1,EUR,monthly,2026-01-01,{new string('x', 200)}\n");
        await client.ImportAsync("name,price,currency,frequency,startDate,notes\n" + string.Concat(rows), "format=csv");
        var file = await (await client.ReadAsync($"{Path}?format={format}")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1200, (await client.ImportAsync(file, $"format={format}&dryRun=true")).Skipped);
    }

    [Fact]
    public async Task An_account_without_subscriptions_exports_an_empty_file()
    {
        using var client = await fixture.SignUpAsync();
        var json = JsonNode.Parse(await client.GetStringAsync(new Uri(Path, UriKind.Relative), TestContext.Current.CancellationToken))!;
        Assert.Equal(("subtracker", 1, 0), ((string?)json["format"], (int)json["version"]!, json["subscriptions"]!.AsArray().Count));
        Assert.StartsWith("name,price,currency", (await client.GetStringAsync(new Uri($"{Path}?format=csv", UriKind.Relative), TestContext.Current.CancellationToken)).TrimStart('\ufeff'), StringComparison.Ordinal);
        Assert.Equal(["format"], await (await client.ReadAsync($"{Path}?format=xml")).InvalidFieldsAsync());
    }

    [Fact]
    public async Task The_ledger_comes_back_once_and_goes_with_an_undo_unless_something_was_added()
    {
        using var client = await fixture.SignUpAsync();
        await client.ImportAsync("name,price,currency,frequency,startDate\nNetflix,15.99,EUR,monthly,2026-01-31\n", "format=csv");
        var id = Assert.Single(await client.SubscriptionsAsync()).Id;
        foreach (var payment in (string[])["""{ "date": "2026-01-31", "amount": 15.99, "currency": "EUR", "status": "paid" }""", """{ "date": "2026-02-28", "amount": 5, "currency": "EUR", "status": "refunded", "note": "half" }"""])
            await (await client.PostJsonAsync($"/api/v1/subscriptions/{id}/payments", payment)).DataAsync<PaymentResponse>();
        var file = await (await client.ReadAsync($"{Path}?format=json")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, (await client.ImportAsync(file, "format=json")).Skipped);

        using var other = await fixture.SignUpAsync();
        var report = await other.ImportAsync(file, "format=json");
        Assert.Equal(await LedgerAsync(client), await LedgerAsync(other));
        await other.UndoAsync(report.ImportId);
        Assert.Empty(await other.SubscriptionsAsync());

        report = await other.ImportAsync(file, "format=json");
        var copy = Assert.Single(await other.SubscriptionsAsync()).Id;
        await other.PostJsonAsync($"/api/v1/subscriptions/{copy}/payments", """{ "date": "2026-03-01", "amount": 1, "currency": "EUR", "status": "paid" }""");
        Assert.Equal((0, 1), await Undone(other, report.ImportId));
        Assert.Equal(3, (await LedgerAsync(other)).Count);
    }

    private static async Task<(int Deleted, int Kept)> Undone(HttpClient client, string? importId)
    {
        var undo = await client.UndoAsync(importId);
        return (undo.Deleted, undo.KeptCount);
    }

    private static async Task<List<(DateOnly, decimal, PaymentStatus, string?)>> LedgerAsync(HttpClient client)
    {
        var id = Assert.Single(await client.SubscriptionsAsync()).Id;
        var ledger = await (await client.ReadAsync($"/api/v1/subscriptions/{id}/payments?limit=100")).DataAsync<List<PaymentResponse>>();
        return [.. ledger.Select(p => (p.Date, p.Amount, p.Status, p.Note))];
    }
}
