using System.Text.Json;
using System.Text.Json.Nodes;
using SubTracker.ApiService.Platform;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Tests.Platform;

public sealed class UnreadableJsonTests
{
    [Theory]
    [InlineData("name", "7", "name", "This value is not a text.")]
    [InlineData("price", "\"ten\"", "price", "This value is not a number.")]
    [InlineData("price", "\"10\"", "price", "This value is not a number.")]
    [InlineData("price", "1e99", "price", "This value is not a number.")]
    [InlineData("price", "null", "price", "This value is not a number.")]
    [InlineData("currency", "null", "currency", "This field may not be null.")]
    [InlineData("frequency", "\"sometimes\"", "frequency",
        "This value is not one of daily, weekly, monthly, quarterly, half-yearly, yearly, once.")]
    [InlineData("frequency", "4", "frequency",
        "This value is not one of daily, weekly, monthly, quarterly, half-yearly, yearly, once.")]
    [InlineData("startDate", "\"31.1.2026\"", "startDate", "This value is not a day such as 2026-01-31.")]
    [InlineData("startDate", "\"2026-02-30\"", "startDate", "This value is not a day such as 2026-01-31.")]
    [InlineData("startDate", "20260131", "startDate", "This value is not a day such as 2026-01-31.")]
    [InlineData("interval", "1.5", "interval", "This value is not a whole number.")]
    [InlineData("interval", "99999999999", "interval", "This value is not a whole number.")]
    [InlineData("payments", "\"12\"", "payments", "This value is not a whole number.")]
    [InlineData("lastDayOfMonth", "\"yes\"", "lastDayOfMonth", "This value is not true or false.")]
    [InlineData("tags", "\"family\"", "tags", "This value is not a list.")]
    [InlineData("tags", "[1]", "tags[0]", "This value is not a text.")]
    [InlineData("noticePeriod", "{ \"unit\": \"month\" }", "noticePeriod.count", "This field is required.")]
    [InlineData("noticePeriod", "{ \"count\": 1, \"unit\": \"moon\" }", "noticePeriod.unit", "This value is not one of day, week, month, year.")]
    [InlineData("reminders", "\"on\"", "reminders", "This value is not an object.")]
    public void Each_field_that_cannot_be_read_is_named_with_what_it_should_be(string member, string value, string field, string sentence)
    {
        var body = JsonNode.Parse("""{ "name": "Netflix", "price": 10, "currency": "EUR", "frequency": "monthly" }""")!.AsObject();
        body[member] = JsonNode.Parse(value);

        var unreadable = Assert.Throws<UnreadableBodyException>(() => RequestValidation.Read<SubscriptionRequest>(body));

        var (name, sentences) = Assert.Single(UnreadableJson.Errors(Assert.IsType<JsonException>(unreadable.InnerException), unreadable.Meant));
        Assert.Equal((field, sentence), (name, Assert.Single(sentences)));
    }
}
