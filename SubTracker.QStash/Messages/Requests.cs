using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using SubTracker.QStash.Access;

namespace SubTracker.QStash.Messages;

internal static class Requests
{
    /// <summary>Reads a publish request whose destination stands behind <paramref name="prefix"/>, un-encoded and with its own query.</summary>
    public static async Task<Publication> ReadPublicationAsync(this HttpRequest request, string prefix, CancellationToken cancellationToken)
    {
        var target = RawTarget(request);
        var destination = target[(target.IndexOf(prefix, StringComparison.OrdinalIgnoreCase) + prefix.Length)..];
        if (destination.StartsWith("http%3A", StringComparison.OrdinalIgnoreCase) || destination.StartsWith("https%3A", StringComparison.OrdinalIgnoreCase))
            destination = Uri.UnescapeDataString(destination);
        return new Publication(WithoutToken(destination), Instructions(request), await request.ReadBytesAsync(cancellationToken),
            CallerIp: request.HttpContext.Connection.RemoteIpAddress?.ToString());
    }

    /// <summary>A segment of the path as it was sent.</summary>
    public static string RawSegment(this HttpRequest request, int index) =>
        RawTarget(request).Split('/', StringSplitOptions.RemoveEmptyEntries)[index];

    public static async Task<byte[]> ReadBytesAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream((int)(request.ContentLength ?? 0));
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    public static async Task<T> ReadJsonAsync<T>(this HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, Json.Options, cancellationToken)
                ?? throw Refusal.BadRequest("the body is JSON, but null");
        }
        catch (JsonException unreadable)
        {
            throw Refusal.BadRequest($"the body is not the JSON expected here: {unreadable.Message}");
        }
    }

    public static Headers Instructions(this HttpRequest request)
    {
        var headers = new Headers();
        foreach (var (name, values) in request.Headers)
        {
            if (name.StartsWith("Upstash-", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
                headers.Set(name, [.. values.OfType<string>()]);
        }

        return headers;
    }

    private static string WithoutToken(string destination)
    {
        if (!destination.Contains("qstash_token=", StringComparison.Ordinal))
            return destination;
        var parts = destination.Split('?', 2);
        var query = string.Join('&', parts[1].Split('&').Where(pair => !pair.StartsWith("qstash_token=", StringComparison.Ordinal)));
        return query.Length == 0 ? parts[0] : $"{parts[0]}?{query}";
    }

    // Neither routing nor Uri may have touched it: both would fold the double slash.
    private static string RawTarget(HttpRequest request) => request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
}
