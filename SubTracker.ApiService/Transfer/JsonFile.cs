using System.Text.Json;
using System.Text.Json.Nodes;
using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

/// <summary>Our own export, which tells everything; or subscriptions as the API answers them.</summary>
internal sealed class JsonFile(FileText text) : ImportFile
{
    private static readonly HashSet<string> s_members =
        [.. ContractJson.Options.GetTypeInfo(typeof(SubscriptionRequest)).Properties.Select(p => p.Name)];

    public override ImportReading Reading => new(text.Encoding, null, null, null, new Dictionary<string, string>(), []);

    public override IEnumerable<ImportRow> Rows()
    {
        var entries = JsonEntries.Of(text);
        if (entries.Wrong is { } wrong)
            return [wrong];
        return entries.List("subscriptions", "data") is { } list
            ? list.Select((entry, index) => Row(index + 1, entry))
            : [ImportRow.Wrong(0, "file", "This has no list of subscriptions: send an export, or {\"subscriptions\": […]}.")];
    }

    private static ImportRow Row(int number, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            return ImportRow.Wrong(number, "entry", "A subscription is a JSON object.");
        var members = new JsonObject(entry.EnumerateObject()
            .Where(member => s_members.Contains(member.Name))
            .DistinctBy(member => member.Name)
            .Select(member => KeyValuePair.Create(member.Name, Node(member.Value))));
        // What the API answers tells when reminders come, and that they follow the user's defaults.
        if (members["reminders"] is JsonObject reminders && reminders["usesDefaults"]?.GetValueKind() == JsonValueKind.True)
            members["reminders"] = new JsonObject { ["enabled"] = reminders["enabled"]?.DeepClone() };
        if (members["startDate"] is not null)
            members.Remove("renewalDate");
        try
        {
            return new ImportRow(number)
            {
                Members = members,
                Id = entry.Text("id") is { Length: > 0 } id ? id : null,
                CreatedAt = entry.Member("createdAt")?.Deserialize<DateTimeOffset>(ContractJson.Options),
                History = History(entry),
            };
        }
        catch (JsonException exception)
        {
            return ImportRow.Wrong(number, "history", $"It cannot be read at {exception.Path}.");
        }
    }

    private static SubscriptionHistory? History(JsonElement entry)
    {
        if (entry.Member("history") is { } whole)
            return whole.Deserialize<SubscriptionHistory>(ContractJson.Options)! with { IsComplete = true };
        var prices = entry.Member("prices")?.Deserialize<IReadOnlyList<PricePoint>>(ContractJson.Options);
        var pauses = entry.Member("pauses")?.Deserialize<IReadOnlyList<PausePeriod>>(ContractJson.Options);
        return prices is null && pauses is null ? null : new(Prices: prices, Pauses: pauses);
    }

    private static JsonNode? Node(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Object => JsonObject.Create(value),
        JsonValueKind.Array => JsonArray.Create(value),
        _ => JsonValue.Create(value),
    };
}
