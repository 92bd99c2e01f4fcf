using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace SubTracker.Tests.Upstash.Traces;

/// <summary>Answers the requests of our SDK as the recorded ones were answered, and remembers those that were never recorded.</summary>
internal sealed class RecordedQStash(IReadOnlyDictionary<string, string> answers) : HttpMessageHandler
{
    private readonly List<Exchange> _expected = [];

    public List<string> Differences { get; } = [];

    /// <summary>Recorded requests that were not made (yet).</summary>
    public IReadOnlyList<Exchange> Missing => _expected;

    public void Expect(IEnumerable<Exchange> exchanges) => _expected.AddRange(exchanges);

    /// <summary>Which of the expected requests may come now.</summary>
    public Func<Exchange, bool> IsDue { get; set; } = _ => true;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []);
        var canonical = Canonical.Request(
            request.Method.Method, Uri.UnescapeDataString(request.RequestUri.AbsolutePath),
            query.AllKeys.SelectMany(key => query.GetValues(key)!.Select(value => KeyValuePair.Create(key ?? "", value))),
            headers.Select(header => KeyValuePair.Create(header.Key, string.Join(", ", header.Value))), body);

        var match = _expected.FirstOrDefault(e => IsDue(e) && JsonNode.DeepEquals(e.Request, canonical));
        if (match is null && answers.TryGetValue($"{request.Method} {request.RequestUri.AbsolutePath}", out var answer))
            return Respond(HttpStatusCode.OK, answer);
        if (match is null)
        {
            var closest = _expected.FirstOrDefault(IsDue);
            Differences.Add($"not recorded: {canonical.ToJsonString()}\n  recorded  : {closest?.Request.ToJsonString() ?? "nothing"}");
            return Respond(HttpStatusCode.OK, "[]");
        }

        _expected.Remove(match);
        return match.IsAnswered
            ? Respond((HttpStatusCode)match.Status, match.ResponseBody, match.ResponseHeaders)
            : throw new HttpRequestException("recorded: no answer");
    }

    private static HttpResponseMessage Respond(
        HttpStatusCode status, string body, IEnumerable<KeyValuePair<string, string>>? headers = null)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers ?? [])
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}
