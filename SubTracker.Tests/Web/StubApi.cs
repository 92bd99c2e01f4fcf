using System.Net;
using System.Net.Http.Json;
using SubTracker.Contracts;

namespace SubTracker.Tests.Web;

/// <param name="Path">With its query.</param>
internal sealed record Asked(HttpMethod Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>Answers what a test says it answers. What nobody registered fails the test.</summary>
internal sealed class StubApi : HttpMessageHandler
{
    private readonly Dictionary<string, Func<Task<HttpResponseMessage>>> _answers = [];
    private readonly List<Asked> _asked = [];
    private readonly List<string> _unexpected = [];

    public IReadOnlyList<Asked> Requests => _asked;

    public IReadOnlyList<string> Unexpected => _unexpected;

    public Asked Last(HttpMethod method, string path) =>
        _asked.Last(asked => asked.Method == method && asked.Path.Split('?')[0] == $"/api/v1/{path}");

    public int Count(HttpMethod method, string path) =>
        _asked.Count(asked => asked.Method == method && asked.Path.Split('?')[0] == $"/api/v1/{path}");

    public void Data<T>(HttpMethod method, string path, T data) => Answer(method, path, HttpStatusCode.OK, Reply.With(data));

    public void Page<T>(string path, IReadOnlyList<T> data, long? total = null, int page = 1) =>
        Answer(HttpMethod.Get, path, HttpStatusCode.OK, Reply.Page(data, new Pagination(total ?? data.Count, page, 10)));

    public void Slice<T>(string path, IReadOnlyList<T> data, string? next = null) =>
        Answer(HttpMethod.Get, path, HttpStatusCode.OK, Reply.Slice(data, next));

    public void Problem(HttpMethod method, string path, HttpStatusCode status, string title, string detail, Dictionary<string, string[]>? errors = null) =>
        Answer(method, path, status, new { title, detail, status = (int)status, errors = errors ?? [] });

    /// <param name="path">From the root, outside the API's prefix.</param>
    public void Text(string path, string text) =>
        _answers[Key(HttpMethod.Get, path)] = () => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text) });

    public void Nothing(HttpMethod method, string path) => Answer<object?>(method, path, HttpStatusCode.NoContent, null);

    /// <summary>Is asked, and does not answer for as long as the test runs.</summary>
    public void Waits(HttpMethod method, string path) =>
        _answers[Key(method, $"/api/v1/{path}")] = () => new TaskCompletionSource<HttpResponseMessage>().Task;

    /// <summary>What the resilience of a client says when it has waited long enough.</summary>
    public void TimesOut(HttpMethod method, string path) =>
        _answers[Key(method, $"/api/v1/{path}")] = () => Task.FromException<HttpResponseMessage>(new Polly.Timeout.TimeoutRejectedException());

    /// <summary>A file with its type and tag; 304 for whoever has it.</summary>
    public void File(string path, string text, string type, string tag) => _answers[Key(HttpMethod.Get, $"/api/v1/{path}")] = () => Task.FromResult(
        _asked[^1].Headers.GetValueOrDefault("If-None-Match") == tag
            ? new HttpResponseMessage(HttpStatusCode.NotModified) { Headers = { ETag = new(tag) } }
            : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text, System.Text.Encoding.UTF8, type), Headers = { ETag = new(tag) } });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        _asked.Add(new(request.Method, path, body, request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value))));
        if (_answers.TryGetValue(Key(request.Method, path.Split('?')[0]), out var answer))
            return await answer();
        _unexpected.Add($"{request.Method} {path}");
        return new(HttpStatusCode.NotImplemented);
    }

    private void Answer<T>(HttpMethod method, string path, HttpStatusCode status, T body) =>
        _answers[Key(method, $"/api/v1/{path}")] = () => Task.FromResult(
            new HttpResponseMessage(status) { Content = JsonContent.Create(body, options: ContractJson.Options) });

    private static string Key(HttpMethod method, string path) => $"{method} {path}";
}
