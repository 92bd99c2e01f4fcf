using System.Net;

namespace SubTracker.Tests.Upstash.Workflows;

/// <summary>A QStash that accepts everything and remembers it.</summary>
internal sealed class Accepting : HttpMessageHandler
{
    /// <summary>Method, path and body of each request.</summary>
    public List<(string What, string Body)> Requests { get; } = [];

    /// <summary>Answers by method and path; a batch of one accepted message where there is none.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var what = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        Requests.Add((what, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(Answers.GetValueOrDefault(what, """[{"messageId":"msg_2"}]""")),
        };
    }
}
