using System.Net;
using System.Text;

namespace SubTracker.ApiService.Notifications.Outgoing;

/// <param name="Body">Its beginning.</param>
internal sealed record OutgoingAnswer(HttpStatusCode Status, string Body, TimeSpan? RetryAfter, Uri? Location);

/// <summary>
/// Requests to addresses that users typed in. No redirect is followed, no proxy and no cookie used, an answer read a little and not for
/// long. Addresses hold tokens, so nothing here is logged or traced, which is why there is no client factory.
/// </summary>
internal sealed class OutgoingHttp(OutgoingGuard guard, TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan TakesAtMost = TimeSpan.FromSeconds(20);
    public const int ReadsAtMost = 4096;
    private const int AtOncePerHost = 8;

    private readonly Gate _hosts = new(AtOncePerHost, clock);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        ConnectCallback = guard.ConnectAsync,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = 16,
        // A name that has moved is looked up again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <exception cref="ChannelException">There was no answer, or the address is forbidden.</exception>
    public async Task<OutgoingAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var host = request.RequestUri!.Host;
        using var visit = await _hosts.EnterAsync(request.RequestUri.Authority, cancellationToken);
        using var timeout = new CancellationTokenSource(TakesAtMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            request.Headers.UserAgent.ParseAdd("SubTracker");
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new(response.StatusCode, await BeginningAsync(response, either.Token), RetryAfter(response), response.Headers.Location);
        }
        catch (HttpRequestException trouble) when (trouble.InnerException is ForbiddenAddressException forbidden)
        {
            throw new ChannelException(forbidden.Message, trouble) { IsPermanent = true };
        }
        catch (Exception trouble) when (trouble is HttpRequestException or IOException)
        {
            throw new ChannelException($"{host} cannot be reached: {trouble.Message}", trouble);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChannelException($"{host} did not answer within {TakesAtMost.TotalSeconds} seconds.");
        }
    }

    public void Dispose() => _client.Dispose();

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[ReadsAtMost];
        return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAtLeastAsync(buffer, ReadsAtMost, throwOnEndOfStream: false, cancellationToken));
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - clock.GetUtcNow();
}
