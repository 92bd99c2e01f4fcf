using SubTracker.Contracts;
using SubTracker.Contracts.Auth;

namespace SubTracker.Web.Api;

/// <summary>What is asked before anybody is signed in.</summary>
internal sealed class AccountClient(HttpClient http)
{
    public Task<SignedInResponse> SignUpAsync(SignUpRequest request, CancellationToken cancellationToken) =>
        PostAsync("auth/sign-up", request, cancellationToken);

    public Task<SignedInResponse> SignInAsync(SignInRequest request, CancellationToken cancellationToken) =>
        PostAsync("auth/sign-in", request, cancellationToken);

    /// <summary>Trades the session handle for a short access token.</summary>
    public Task<SignedInResponse> RefreshAsync(string session, CancellationToken cancellationToken) =>
        PostAsync("auth/refresh", new RefreshRequest(session), cancellationToken);

    public async Task SignOutAsync(string accessToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "auth/sign-out") { Headers = { Authorization = new("Bearer", accessToken) } };
        using var response = await http.ReachAsync(request, cancellationToken);
        await response.EnsureGoodAsync(cancellationToken);
    }

    private async Task<SignedInResponse> PostAsync<TRequest>(string path, TRequest body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: ContractJson.Options) };
        using var response = await http.ReachAsync(request, cancellationToken);
        return (await response.ReadAsync<Reply<SignedInResponse>>(cancellationToken)).Data;
    }
}
