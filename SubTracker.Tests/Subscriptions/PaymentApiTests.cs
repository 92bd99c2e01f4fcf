using System.Net;
using System.Text.Json.Nodes;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Subscriptions;

/// <summary>The ledger of a subscription.</summary>
public sealed class PaymentApiTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Root = "/api/v1/subscriptions";
    private const string Paid = """{ "date": "2026-02-28", "amount": 9.99, "currency": "EUR", "status": "paid" }""";

    [Fact]
    public async Task A_payment_is_recorded_read_changed_and_deleted()
    {
        using var client = await fixture.SignUpAsync();
        var payments = await CreateAsync(client);
        var response = await client.PostJsonAsync(payments, Paid);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var payment = await response.DataAsync<PaymentResponse>();
        Assert.Equal($"{payments}/{payment.Id}", response.Headers.Location?.ToString());
        Assert.Equal((9.99m, "EUR", PaymentStatus.Paid, null), (payment.Amount, payment.Currency, payment.Status, payment.Note));

        var patched = await (await client.PatchJsonAsync(
            $"{payments}/{payment.Id}", """{ "status": "REFUNDED", "note": "double", "id": "mine" }""")).DataAsync<PaymentResponse>();
        Assert.Equal((PaymentStatus.Refunded, "double", 9.99m, payment.Id), (patched.Status, patched.Note, patched.Amount, patched.Id));
        Assert.Equal(patched, await (await client.ReadAsync($"{payments}/{payment.Id}")).DataAsync<PaymentResponse>());

        Assert.Equal(HttpStatusCode.NoContent, (await client.RemoveAsync($"{payments}/{payment.Id}")).StatusCode);
        await (await client.RemoveAsync($"{payments}/{payment.Id}")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty(await (await client.ReadAsync(payments)).DataAsync<List<PaymentResponse>>());
    }

    [Fact]
    public async Task The_list_has_the_latest_first_page_by_page()
    {
        using var client = await fixture.SignUpAsync();
        var payments = await CreateAsync(client);
        foreach (var day in new[] { "2026-01-31", "2026-02-28", "2025-12-31" })
            await client.PostJsonAsync(payments, Paid.Replace("2026-02-28", day));
        var page = await (await client.ReadAsync($"{payments}?page=1&limit=2")).DataAsync<List<PaymentResponse>>();
        Assert.Equal(["2026-02-28", "2026-01-31"], page.Select(p => $"{p.Date:yyyy-MM-dd}"));
        Assert.Equal(["limit"], await (await client.ReadAsync($"{payments}?limit=101")).InvalidFieldsAsync());
        Assert.Equal(["page"], await (await client.ReadAsync($"{payments}?page=0")).InvalidFieldsAsync());
    }

    [Theory]
    [InlineData("date", "null")]
    [InlineData("date", "\"1969-12-31\"")]
    [InlineData("date", "\"28.02.2026\"")]
    [InlineData("date", "5")]
    [InlineData("amount", "null")]
    [InlineData("amount", "-0.01")]
    [InlineData("amount", "1000000000")]
    [InlineData("amount", "1.234")]
    [InlineData("amount", "\"9\"")]
    [InlineData("currency", "null")]
    [InlineData("currency", "\"eur\"")]
    [InlineData("currency", "{}")]
    [InlineData("status", "null")]
    [InlineData("status", "\"maybe\"")]
    [InlineData("status", "0")]
    [InlineData("note", "5")]
    public async Task A_wrong_field_is_named_and_nothing_is_stored(string field, string value)
    {
        using var client = await fixture.SignUpAsync();
        var payments = await CreateAsync(client);
        var body = JsonNode.Parse(Paid)!.AsObject();
        body[field] = JsonNode.Parse(value);
        Assert.Equal([field], await (await client.PostJsonAsync(payments, body.ToJsonString())).InvalidFieldsAsync());
        Assert.Empty(await (await client.ReadAsync(payments)).DataAsync<List<PaymentResponse>>());

        var payment = await (await client.PostJsonAsync(payments, Paid)).DataAsync<PaymentResponse>();
        var patch = new JsonObject { [field] = JsonNode.Parse(value) };
        Assert.Equal([field], await (await client.PatchJsonAsync($"{payments}/{payment.Id}", patch.ToJsonString())).InvalidFieldsAsync());
    }

    [Theory]
    [InlineData("date")]
    [InlineData("amount")]
    [InlineData("currency")]
    [InlineData("status")]
    public async Task A_missing_field_is_named(string field)
    {
        using var client = await fixture.SignUpAsync();
        var payments = await CreateAsync(client);
        var body = JsonNode.Parse(Paid)!.AsObject();
        body.Remove(field);
        Assert.Equal([field], await (await client.PostJsonAsync(payments, body.ToJsonString())).InvalidFieldsAsync());
    }

    [Fact]
    public async Task A_note_that_is_too_long_is_refused()
    {
        using var client = await fixture.SignUpAsync();
        var body = JsonNode.Parse(Paid)!.AsObject();
        body["note"] = new string('n', 501);
        Assert.Equal(["note"], await (await client.PostJsonAsync(await CreateAsync(client), body.ToJsonString())).InvalidFieldsAsync());
    }

    [Fact]
    public async Task Somebody_elses_payments_are_not_found()
    {
        using var owner = await fixture.SignUpAsync();
        using var other = await fixture.SignUpAsync();
        var payments = await CreateAsync(owner);
        var theirs = await CreateAsync(other);
        var payment = await (await owner.PostJsonAsync(payments, Paid)).DataAsync<PaymentResponse>();
        await (await other.ReadAsync(payments)).ProblemAsync(HttpStatusCode.NotFound);
        await (await other.PostJsonAsync(payments, Paid)).ProblemAsync(HttpStatusCode.NotFound);
        foreach (var path in new[] { $"{payments}/{payment.Id}", $"{theirs}/{payment.Id}", $"{theirs}/none" })
        {
            await (await other.ReadAsync(path)).ProblemAsync(HttpStatusCode.NotFound);
            await (await other.PatchJsonAsync(path, "{}")).ProblemAsync(HttpStatusCode.NotFound);
            await (await other.RemoveAsync(path)).ProblemAsync(HttpStatusCode.NotFound);
        }
        Assert.Single(await (await owner.ReadAsync(payments)).DataAsync<List<PaymentResponse>>());
    }

    [Fact]
    public async Task A_deleted_subscription_takes_its_payments_along()
    {
        using var client = await fixture.SignUpAsync();
        var payments = await CreateAsync(client);
        var payment = await (await client.PostJsonAsync(payments, Paid)).DataAsync<PaymentResponse>();
        await client.RemoveAsync(payments[..payments.LastIndexOf('/')]);
        await (await client.ReadAsync($"{payments}/{payment.Id}")).ProblemAsync(HttpStatusCode.NotFound);
    }

    private static async Task<string> CreateAsync(HttpClient client)
    {
        var created = await (await client.PostJsonAsync(Root,
            """{ "name": "Gym", "price": 9.99, "currency": "EUR", "frequency": "monthly", "startDate": "2026-01-31" }""")).DataAsync<CreatedSubscription>();
        return $"{Root}/{created.Subscription.Id}/payments";
    }
}
