using System.Text;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Transfer;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Transfer;

/// <summary>Sends files, and looks at what is there afterwards.</summary>
internal static class Imports
{
    public const string Path = "/api/v1/subscriptions/import";

    public static byte[] File(string name) => System.IO.File.ReadAllBytes(System.IO.Path.Combine(AppContext.BaseDirectory, "Data", name));

    public static Task<HttpResponseMessage> SendAsync(this HttpClient client, byte[] file, string query) =>
        client.PostAsync($"{Path}?{query}", new ByteArrayContent(file), TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> SendAsync(this HttpClient client, string file, string query) =>
        client.SendAsync(Encoding.UTF8.GetBytes(file), query);

    public static async Task<ImportReport> ImportAsync(this HttpClient client, byte[] file, string query) =>
        await (await client.SendAsync(file, query)).DataAsync<ImportReport>();

    public static Task<ImportReport> ImportAsync(this HttpClient client, string file, string query) =>
        client.ImportAsync(Encoding.UTF8.GetBytes(file), query);

    public static async Task<UndoReport> UndoAsync(this HttpClient client, string? importId) =>
        await (await client.RemoveAsync($"{Path}/{importId}")).DataAsync<UndoReport>();

    /// <summary>All that are there, by name.</summary>
    public static async Task<List<SubscriptionResponse>> SubscriptionsAsync(this HttpClient client)
    {
        var list = new List<SubscriptionResponse>();
        for (var page = 1; ; page++)
        {
            var some = await (await client.ReadAsync($"/api/v1/subscriptions?sort=name&limit=100&page={page}")).DataAsync<List<SubscriptionResponse>>();
            list.AddRange(some);
            if (some.Count < 100)
                return list;
        }
    }
}
