using System.Text;
using Microsoft.Extensions.Options;
using SubTracker.QStash.Keys;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Delivery;

/// <summary>Carries one message to its destination, once.</summary>
internal sealed class Courier(SigningKeys keys, Readers readers, IOptions<QStashOptions> options, TimeProvider time, DestinationPolicy destinations)
    : IDisposable
{
    private const long LargestAnswer = 50 * 1024 * 1024;

    // Not the clients of the host: those retry by themselves, follow redirects, and are traced as children of whatever wakes the dispatcher.
    private readonly HttpClient _http = new(destinations.Guard(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
    }))
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    public async Task<Answer> CarryAsync(Message message, Run? run, CancellationToken cancellationToken)
    {
        var timeout = message.Header["upstash-timeout"] is { } given && Duration.Parse(given) is { } limit ? limit : options.Value.Timeout;
        using var patience = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var request = Request(message, run);
            using var response = await _http.SendAsync(request, either.Token);
            return new Answer((int)response.StatusCode, Received(response), await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return Answer.None($"no answer within {timeout}");
        }
        // Whatever it is: a message that cannot be sent must not keep the others waiting.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return Answer.None(failure.InnerException?.Message ?? failure.Message);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(Message message, Run? run)
    {
        var body = message.Body ?? (run is null ? [] : StepBody(message, run));
        var request = new HttpRequestMessage(new HttpMethod(message.Method), message.Url);
        if (body.Length > 0 || message.Method is not ("GET" or "HEAD"))
            request.Content = new ByteArrayContent(body);
        foreach (var (name, values) in DeliveryHeaders.Of(message, run))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values))
                request.Content?.Headers.TryAddWithoutValidation(name, values);
        }

        request.Headers.TryAddWithoutValidation("Upstash-Signature", Signature.Of(keys.Pair.Current, message.Url, body, time.GetUtcNow()));
        return request;
    }

    private byte[] StepBody(Message message, Run run)
    {
        var body = Entry.Write(readers.Read(database => Entry.UpTo(database, run.Id, message.Id)));
        var canFetch = (message.Header["upstash-feature-set"] ?? run.Header["upstash-feature-set"])?.Contains("LazyFetch", StringComparison.Ordinal) == true;
        return canFetch && body.Length > options.Value.LazyFetchBytes ? [] : body;
    }

    private static Headers Received(HttpResponseMessage response)
    {
        var headers = new Headers();
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
            headers.Set(name, [.. values]);
        return headers;
    }
}
