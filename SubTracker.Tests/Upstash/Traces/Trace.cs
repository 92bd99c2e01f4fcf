using System.Text.Json;
using System.Text.Json.Nodes;

namespace SubTracker.Tests.Upstash.Traces;

/// <summary>One recorded scenario of the official SDK.</summary>
internal sealed class Trace(JsonElement json)
{
    public string Token => Dummy("token");

    public string CurrentKey => Dummy("currentSigningKey");

    public string NextKey => Dummy("nextSigningKey");

    public string AppUrl => Dummy("appBaseUrl");

    /// <summary>What was asked of QStash, in order.</summary>
    public IReadOnlyList<Exchange> Requests { get; } = [.. Entries(json, "sdk->qstash")];

    public IReadOnlyList<Exchange> Deliveries { get; } = [.. Entries(json, "qstash->endpoint")];

    public static Trace Read(string name)
    {
        var path = Directory.GetFiles(Folder, $"{name}*.json").Single();
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new Trace(document.RootElement.Clone());
    }

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Data", "traces");

    private string Dummy(string name) => json.GetProperty("dummies").GetProperty(name).GetString()!;

    private static IEnumerable<Exchange> Entries(JsonElement json, string kind) =>
        json.GetProperty("entries").EnumerateArray().Where(e => e.GetProperty("kind").GetString() == kind).Select(e => new Exchange(e));
}

/// <summary>One recorded request and its answer.</summary>
internal sealed class Exchange(JsonElement json)
{
    private readonly JsonElement _request = json.GetProperty("request");

    public int Seq => json.GetProperty("seq").GetInt32();

    public IReadOnlyList<int> During { get; } = json.TryGetProperty("duringDeliveries", out var during)
        ? [.. during.EnumerateArray().Select(d => d.GetInt32())]
        : [];

    /// <summary>Path of a request to QStash.</summary>
    public string Path => _request.GetProperty("path").GetString()!;

    public string Method => _request.GetProperty("method").GetString()!;

    /// <summary>Of a delivery: path and query of the workflow's address.</summary>
    public string DeliveryPath => new Uri(_request.GetProperty("url").GetString()!).PathAndQuery;

    public string Url => _request.GetProperty("url").GetString()!;

    public IEnumerable<KeyValuePair<string, string>> Headers =>
        _request.GetProperty("headers").EnumerateObject().Select(h => KeyValuePair.Create(h.Name, h.Value.ToString()));

    public string? Signature => Headers.FirstOrDefault(h => h.Key == "upstash-signature").Value;

    public string Body => Text(_request, "bodyText");

    public JsonNode Request => Canonical.Request(
        Method, Path,
        _request.TryGetProperty("query", out var query) && query.ValueKind == JsonValueKind.Array
            ? query.EnumerateArray().Select(pair => KeyValuePair.Create(pair[0].GetString()!, pair[1].GetString()!))
            : [],
        Headers, Body);

    /// <summary>Whether anybody answered at all.</summary>
    public bool IsAnswered => json.TryGetProperty("response", out var response) && response.ValueKind == JsonValueKind.Object;

    public int Status => Response.GetProperty("status").GetInt32();

    public string ResponseBody => Text(Response, "bodyText");

    public IEnumerable<KeyValuePair<string, string>> ResponseHeaders =>
        Response.GetProperty("headers").EnumerateObject().Select(h => KeyValuePair.Create(h.Name, h.Value.ToString()));

    private JsonElement Response => json.GetProperty("response");

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
