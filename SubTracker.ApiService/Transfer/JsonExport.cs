using System.Buffers;
using System.Text.Json;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts;

namespace SubTracker.ApiService.Transfer;

/// <summary>Writes everything that is known of each subscription, one at a time.</summary>
internal static class JsonExport
{
    private const int Version = 1;

    /// <param name="payments">The whole ledger of the user, by subscription.</param>
    public static async Task WriteAsync(
        Stream stream, IAsyncEnumerable<Subscription> subscriptions, ILookup<string, Payment> payments, Owner owner,
        CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = ContractJson.Options.Encoder });
        json.WriteStartObject();
        json.WriteString("format", "subtracker");
        json.WriteNumber("version", Version);
        json.WriteString("exportedAt", owner.Now);
        json.WriteStartArray("subscriptions");
        await foreach (var subscription in subscriptions)
        {
            JsonSerializer.Serialize(json, ExportedSubscription.Of(subscription, payments[subscription.Id], owner.Today), ContractJson.Options);
            await FlushAsync();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await FlushAsync();

        async Task FlushAsync()
        {
            await json.FlushAsync(cancellationToken);
            await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
            buffer.ResetWrittenCount();
        }
    }
}
