using System.Diagnostics;
using System.Net;
using SubTracker.Tests.Web;

namespace SubTracker.Tests.Faults;

/// <summary>Somebody at the web: signs in with the form, and then goes on opening a page, and the export, which the web has from the API each time.</summary>
internal sealed class WebVisitor(string url) : IDisposable
{
    private static readonly TimeSpan s_betweenVisits = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _browser = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = new(url) };

    public async Task SignInAsync(string email, string password)
    {
        using var answer = await _browser.PostFormAsync("/sign-in", new() { ["Input.Email"] = email, ["Input.Password"] = password });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <param name="apis">Whoever is killed among them takes along what the web had in flight there.</param>
    /// <returns>How many visits there were, and what went wrong otherwise.</returns>
    public async Task<(int Count, List<string> Failed)> VisitAsync(IReadOnlyList<ServiceProcess> apis, CancellationToken ended)
    {
        var count = 0;
        List<string> failed = [];
        using var timer = new PeriodicTimer(s_betweenVisits);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                var path = count++ % 2 == 0 ? "/export/json" : "/subscriptions";
                var begun = Stopwatch.GetTimestamp();
                using var answer = await _browser.GetAsync(path, CancellationToken.None);
                if (answer.StatusCode != HttpStatusCode.OK && !apis.Any(api => api.WasKilledSince(begun)))
                    failed.Add($"{path}: {(int)answer.StatusCode}");
            }
        }
        catch (OperationCanceledException)
        {
            // Seen enough.
        }
        return (count, failed);
    }

    public void Dispose() => _browser.Dispose();
}
