using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Subscriptions;

/// <summary>Each field wrong in each way: 400 that names the field, and nothing is stored.</summary>
public sealed class BadSubscriptionTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Root = "/api/v1/subscriptions";

    public static TheoryData<string, string> Wrong => new()
    {
        { "name", "null" }, { "name", "\"\"" }, { "name", "\"N\"" }, { "name", "\"  x  \"" }, { "name", "5" }, { "name", Text(101) },
        { "price", "null" }, { "price", "-0.01" }, { "price", "1000000000" }, { "price", "1.234" }, { "price", "\"12\"" }, { "price", "1e40" }, { "price", "[]" },
        { "currency", "null" }, { "currency", "\"eur\"" }, { "currency", "\"EURO\"" }, { "currency", "\"XXX\"" }, { "currency", "\"\"" }, { "currency", "1" },
        { "frequency", "null" }, { "frequency", "\"hourly\"" }, { "frequency", "2" }, { "frequency", "\"\"" }, { "frequency", "{}" },
        { "interval", "0" }, { "interval", "367" }, { "interval", "1.5" }, { "interval", "null" }, { "interval", "\"1\"" }, { "interval", "99999999999" },
        { "startDate", "\"0001-01-01\"" }, { "startDate", "\"1969-12-31\"" }, { "startDate", "\"2100-01-01\"" }, { "startDate", "\"2026-02-30\"" },
        { "startDate", "\"31.01.2026\"" }, { "startDate", "\"2026-01-31T00:00:00Z\"" }, { "startDate", "20260131" },
        { "renewalDate", "\"1969-12-31\"" }, { "renewalDate", "\"soon\"" }, { "renewalDate", "\"2026-02-27\"" },
        { "lastDayOfMonth", "\"yes\"" }, { "lastDayOfMonth", "null" }, { "weekendRule", "\"sometimes\"" }, { "weekendRule", "1" },
        { "endDate", "\"1900-01-01\"" }, { "endDate", "\"2026-01-30\"" }, { "endDate", "true" },
        { "payments", "0" }, { "payments", "1201" }, { "payments", "\"12\"" },
        { "trialEndsOn", "\"2026-01-30\"" }, { "trialEndsOn", "\"2100-01-01\"" }, { "trialEndsOn", "1" },
        { "noticePeriod", "\"1 month\"" }, { "category", "\"\"" }, { "category", Text(51) }, { "category", "null" },
        { "tags", "\"family\"" }, { "tags", "[\"\"]" }, { "tags", $"[{Text(51)}]" }, { "tags", $"[{string.Join(',', Enumerable.Range(0, 21).Select(n => $"\"t{n}\""))}]" },
        { "paymentMethod", Text(101) }, { "paymentMethod", "null" }, { "paymentMethod", "{}" },
        { "url", "\"netflix.com\"" }, { "url", "\"javascript:alert(1)\"" }, { "url", "\"ftp://example.org\"" }, { "url", $"\"https://example.org/{new string('a', 2048)}\"" }, { "url", "5" },
        { "notes", Text(4001) }, { "notes", "null" }, { "reminders", "\"off\"" }, { "reminders", "[]" },
        { "noticePeriod.count", """{ "count": 0, "unit": "day" }""" }, { "noticePeriod.count", """{ "count": 367, "unit": "day" }""" },
        { "noticePeriod.unit", """{ "count": 1, "unit": "hour" }""" }, { "noticePeriod.unit", """{ "count": 1 }""" },
        { "reminders.enabled", """{ "enabled": "no" }""" }, { "reminders.daysBefore", """{ "daysBefore": [-1] }""" },
        { "reminders.daysBefore", """{ "daysBefore": [366] }""" }, { "reminders.daysBefore", """{ "daysBefore": [1, 1] }""" },
        { "reminders.daysBefore", """{ "daysBefore": [1,2,3,4,5,6,7,8,9,10,11] }""" }, { "reminders.daysBefore[0]", """{ "daysBefore": ["1"] }""" },
        { "autoRenew", "\"yes\"" }, { "autoRenew", "null" }, { "autoRenew", "1" },
        { "share", "0.5" }, { "share", "[]" }, { "share.mine", "{}" }, { "share.mine", """{ "mine": 0 }""" }, { "share.mine", """{ "mine": -1 }""" },
        { "share.mine", """{ "mine": 1.01 }""" }, { "share.mine", """{ "mine": "half" }""" }, { "share.mine", """{ "with": ["Bob"] }""" },
        { "share.with", """{ "mine": 0.5, "with": [""] }""" }, { "share.with", """{ "mine": 0.5, "with": "Bob" }""" },
        { "share.with[0]", """{ "mine": 0.5, "with": [5] }""" }, { "share.with", $$"""{ "mine": 0.5, "with": [{{Text(51)}}] }""" },
        { "reminders.timeOfDay", """{ "timeOfDay": "25:00" }""" }, { "reminders.timeOfDay", """{ "timeOfDay": 9 }""" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_field_is_named_and_nothing_is_stored(string field, string value)
    {
        using var client = await fixture.SignUpAsync();
        var body = new JsonObject
        {
            ["name"] = "Netflix",
            ["price"] = 12.99,
            ["currency"] = "EUR",
            ["frequency"] = "monthly",
            ["startDate"] = "2026-01-31",
            [field.Split('.')[0]] = JsonNode.Parse(value),
        };
        foreach (var path in new[] { Root, $"{Root}/preview" })
            Assert.Equal([field], await (await client.PostJsonAsync(path, body.ToJsonString())).InvalidFieldsAsync());
        Assert.Empty(await (await client.ReadAsync(Root)).DataAsync<List<SubscriptionResponse>>());
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task In_an_edit_it_is_named_too_and_nothing_is_changed(string field, string value)
    {
        // What renews next is the server's by then, and null in a patch takes a field back to its default.
        if (field == "renewalDate")
            return;
        using var client = await fixture.SignUpAsync();
        var body = new JsonObject { ["name"] = "Netflix", ["price"] = 12.99, ["currency"] = "EUR", ["frequency"] = "monthly", ["startDate"] = "2026-01-31" };
        var path = $"{Root}/{(await (await client.PostJsonAsync(Root, body.ToJsonString())).DataAsync<CreatedSubscription>()).Subscription.Id}";
        var wrong = new JsonObject { [field.Split('.')[0]] = JsonNode.Parse(value) };
        if (value != "null")
            Assert.Equal([field], await (await client.PatchJsonAsync(path, wrong.ToJsonString())).InvalidFieldsAsync());
        body[field.Split('.')[0]] = JsonNode.Parse(value);
        Assert.Equal([field], await (await client.PutJsonAsync(path, body.ToJsonString())).InvalidFieldsAsync());
        Assert.Equal(1, (await (await client.ReadAsync(path)).DataAsync<SubscriptionResponse>()).Version);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("price")]
    [InlineData("currency")]
    [InlineData("frequency")]
    [InlineData("startDate")]
    public async Task A_missing_field_is_named(string field)
    {
        using var client = await fixture.SignUpAsync();
        var body = new JsonObject { ["name"] = "Netflix", ["price"] = 12.99, ["currency"] = "EUR", ["frequency"] = "monthly", ["startDate"] = "2026-01-31" };
        body.Remove(field);
        Assert.Equal([field], await (await client.PostJsonAsync(Root, body.ToJsonString())).InvalidFieldsAsync());
    }

    [Theory]
    [InlineData("JPY", "1.5")]
    [InlineData("KWD", "1.2345")]
    [InlineData("EUR", "0.001")]
    public async Task A_price_has_at_most_the_digits_of_its_currency(string currency, string price)
    {
        using var client = await fixture.SignUpAsync();
        Assert.Equal(["price"], await (await client.PostJsonAsync(Root,
            $$"""{ "name": "Xy", "price": {{price}}, "currency": "{{currency}}", "frequency": "monthly", "startDate": "2026-01-31" }""")).InvalidFieldsAsync());
    }

    [Fact]
    public async Task The_last_day_of_the_month_needs_a_cycle_of_months()
    {
        using var client = await fixture.SignUpAsync();
        Assert.Equal(["lastDayOfMonth"], await (await client.PostJsonAsync(Root,
            """{ "name": "Xy", "price": 1, "currency": "EUR", "frequency": "weekly", "startDate": "2026-01-31", "lastDayOfMonth": true }""")).InvalidFieldsAsync());
    }

    [Fact]
    public async Task A_body_of_two_megabytes_is_too_large()
    {
        using var client = await fixture.SignUpAsync();
        var body = $$"""{ "name": "Xy", "notes": "{{new string('n', 2 * 1024 * 1024)}}" }""";
        using var content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
        await (await client.PostAsync(Root, content, TestContext.Current.CancellationToken)).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    private static string Text(int length) => $"\"{new string('x', length)}\"";
}
