using SubTracker.Web.Session;

namespace SubTracker.Web.Api;

/// <summary>Files that a browser asks for with its cookie: outside a circuit, and not held in memory.</summary>
internal sealed class ExportClient(HttpClient http, AccessTokens tokens)
{
    public async Task<HttpResponseMessage> OpenAsync(string session, string format, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"subscriptions/export?format={format}")
        {
            Headers = { Authorization = new("Bearer", await tokens.GetAsync(session, cancellationToken)) },
        };
        return await http.ReachAsync(request, cancellationToken, HttpCompletionOption.ResponseHeadersRead);
    }
}
