using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using SubTracker.Contracts;
using SubTracker.Web.Session;

namespace SubTracker.Web.Api;

/// <summary>The API, asked for whoever is signed in. It adds the access token itself: message handlers live outside the circuit's scope.</summary>
internal sealed partial class SubTrackerClient(
    HttpClient http, AccessTokens tokens, AuthenticationStateProvider authentication, NavigationManager navigation)
{
    private Task<T> DataAsync<T>(
        HttpMethod method, string path, CancellationToken cancellationToken, object? body = null, (string Name, string Value)? header = null) =>
        SendAsync(method, path, async response => (await response.ReadAsync<Reply<T>>(cancellationToken)).Data, cancellationToken, body, header);

    private Task<PageReply<T>> PageAsync<T>(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, response => response.ReadAsync<PageReply<T>>(cancellationToken), cancellationToken);

    private async Task DoAsync(
        HttpMethod method, string path, CancellationToken cancellationToken, object? body = null, (string Name, string Value)? header = null) =>
        await SendAsync(method, path, async response =>
        {
            await response.EnsureGoodAsync(cancellationToken);
            return true;
        }, cancellationToken, body, header);

    private async Task<T> SendAsync<T>(
        HttpMethod method, string path, Func<HttpResponseMessage, Task<T>> read, CancellationToken cancellationToken,
        object? body = null, (string Name, string Value)? header = null)
    {
        try
        {
            var session = (await authentication.GetAuthenticationStateAsync()).User.SessionHandle ?? throw new SessionEndedException();
            for (var again = true; ; again = false)
            {
                using var request = new HttpRequestMessage(method, path)
                {
                    Headers = { Authorization = new("Bearer", await tokens.GetAsync(session, cancellationToken)) },
                    Content = body switch
                    {
                        null => null,
                        SentFile file => file.ToContent(),
                        _ => JsonContent.Create(body, body.GetType(), options: ContractJson.Options),
                    },
                };
                if (header is { } extra)
                    request.Headers.Add(extra.Name, extra.Value);
                using var response = await http.ReachAsync(request, cancellationToken);
                if (response.StatusCode != HttpStatusCode.Unauthorized)
                    return await read(response);

                // The token is no longer taken (the session was ended, the key changed): one fresh one decides which.
                tokens.Forget(session);
                if (!again)
                    throw new SessionEndedException();
            }
        }
        catch (SessionEndedException)
        {
            navigation.NavigateTo(ReturnAddress.SignInAndBackTo($"/{navigation.ToBaseRelativePath(navigation.Uri)}"), forceLoad: true);
            throw;
        }
    }
}
