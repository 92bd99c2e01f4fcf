using System.Collections.Concurrent;
using System.Diagnostics;

namespace SubTracker.Tests.Faults;

/// <summary>
/// What a load balancer does, at the side of who asks: each request goes to the replica with the fewest in flight, over a kept connection, to none whose
/// <c>/health</c> says no, and to the next one where nobody listens. What was sent is never sent again.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan s_betweenProbes = TimeSpan.FromMilliseconds(250);

    private readonly ServiceProcess[] _replicas;
    private readonly HttpClient[] _clients;
    private readonly bool[] _isReady;
    private readonly int[] _inFlight;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _probing;
    private int _next;
    private int _requests;

    public Balancer(IReadOnlyList<ServiceProcess> replicas)
    {
        _replicas = [.. replicas];
        _clients = [.. replicas.Select(replica => replica.NewClient())];
        _isReady = [.. replicas.Select(_ => true)];
        _inFlight = new int[replicas.Count];
        _probing = Task.WhenAll(Enumerable.Range(0, _replicas.Length).Select(ProbeAsync));
    }

    /// <summary>How many requests were made.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Each request that had no answer of success, whose replica was not killed under it.</summary>
    public ConcurrentQueue<string> Failed { get; } = [];

    /// <summary>Each that was in flight when its replica was killed, and had no answer.</summary>
    public ConcurrentQueue<string> Killed { get; } = [];

    /// <param name="request">Makes it; more than once where the first replica does not listen.</param>
    /// <returns>Whether the answer was one of success.</returns>
    public async Task<bool> SendAsync(Func<HttpRequestMessage> request)
    {
        Interlocked.Increment(ref _requests);
        var what = "";
        foreach (var number in Order())
        {
            Interlocked.Increment(ref _inFlight[number]);
            var begun = Stopwatch.GetTimestamp();
            using var message = request();
            what = $"{message.Method} {message.RequestUri} at {number}";
            try
            {
                using var answer = await _clients[number].SendAsync(message);
                if (answer.IsSuccessStatusCode)
                    return true;
                Failed.Enqueue($"{(int)answer.StatusCode} {what}: {await answer.Content.ReadAsStringAsync()}");
                return false;
            }
            catch (HttpRequestException unreachable) when (unreachable.HttpRequestError == HttpRequestError.ConnectionError)
            {
                _isReady[number] = false;
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException)
            {
                (_replicas[number].WasKilledSince(begun) ? Killed : Failed).Enqueue($"{broken.Message} {what}");
                return false;
            }
            finally
            {
                Interlocked.Decrement(ref _inFlight[number]);
            }
        }
        Failed.Enqueue($"Nobody listens {what}");
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _probing;
        foreach (var client in _clients)
            client.Dispose();
        _end.Dispose();
    }

    // In turn where they are alike.
    private int[] Order()
    {
        var first = Interlocked.Increment(ref _next);
        return [.. Enumerable.Range(0, _replicas.Length).Select(offset => (first + offset) % _replicas.Length)
            .OrderByDescending(number => _isReady[number]).ThenBy(number => Volatile.Read(ref _inFlight[number]))];
    }

    private async Task ProbeAsync(int number)
    {
        using var timer = new PeriodicTimer(s_betweenProbes);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                try
                {
                    using var answer = await _clients[number].GetAsync("/health", _end.Token);
                    _isReady[number] = answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    _isReady[number] = false;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }
}
