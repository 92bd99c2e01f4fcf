using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace SubTracker.Upstash;

/// <summary>One request to QStash: address, token, and an exception for whatever is not a success.</summary>
internal sealed class QStashHttp(IHttpClientFactory clients, IOptions<UpstashOptions> options)
{
    public const string ClientName = "Upstash";

    /// <param name="pathAndQuery">From the first slash, as it is to stand in the request: a destination in it is not encoded.</param>
    public async Task<string> SendAsync(
        HttpMethod method, string pathAndQuery, string? body, CancellationToken cancellationToken,
        string contentType = "application/json", IReadOnlyDictionary<string, string>? headers = null)
    {
        var settings = options.Value;
        using var request = new HttpRequestMessage(method, settings.Url.AbsoluteUri.TrimEnd('/') + pathAndQuery);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            if (!name.Equals("content-type", StringComparison.OrdinalIgnoreCase))
                request.Headers.TryAddWithoutValidation(name, value);
        }

        using var client = clients.CreateClient(ClientName);
        using var response = await client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? text : throw QStashError.From(response, text);
    }

    public async Task<T> SendAsync<T>(
        HttpMethod method, string pathAndQuery, string? body, CancellationToken cancellationToken,
        string contentType = "application/json", IReadOnlyDictionary<string, string>? headers = null)
    {
        var text = await SendAsync(method, pathAndQuery, body, cancellationToken, contentType, headers);
        try
        {
            return JsonSerializer.Deserialize<T>(text, UpstashJson.Wire) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new UpstashException(HttpStatusCode.BadGateway,
                $"QStash answered {method} {pathAndQuery} with something else than expected ({e.Message}); is QSTASH_URL right?");
        }
    }
}
