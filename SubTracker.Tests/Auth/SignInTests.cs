using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SubTracker.Contracts.Auth;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Auth;

public sealed class SignInTests
{
    private const string SignIn = "/api/v1/auth/sign-in";
    private const string Me = "/api/v1/users/me";

    [Theory]
    [InlineData("Ada@example.org")]
    [InlineData(" ADA@EXAMPLE.ORG ")]
    public async Task Whoever_knows_the_password_is_signed_in(string email)
    {
        await using var api = await ApiHost.StartAsync();
        var (_, signedUp) = await api.SignUpAsync("Ada");

        var signedIn = await (await api.Client.PostJsonAsync(SignIn, new SignInRequest(email, ApiHost.Password))).DataAsync<SignedInResponse>();

        Assert.Equal(signedUp.User.Id, signedIn.User.Id);
        api.Client.SignIn(signedIn);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(api.Client, Me));
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_get_one_and_the_same_answer()
    {
        await using var api = await ApiHost.StartAsync();
        await api.SignUpAsync("Ada");

        var unknown = await AnswerAsync(api, new("nobody@example.org", ApiHost.Password));
        var wrong = await AnswerAsync(api, new("ada@example.org", "not the password"));

        Assert.Equal(unknown.ToJsonString(), wrong.ToJsonString());
    }

    [Fact]
    public async Task An_access_token_is_good_for_a_quarter_of_an_hour()
    {
        await using var api = await ApiHost.StartAsync();
        var (client, _) = await api.SignUpAsync();

        api.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, Me));

        api.Clock.Advance(TimeSpan.FromSeconds(1));
        await (await client.GetAsync(Me, TestContext.Current.CancellationToken)).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIxIiwic2lkIjoiMSIsInJvbGUiOiJBZG1pbiJ9.")]
    public async Task A_token_that_is_not_ours_is_worth_nothing(string token)
    {
        await using var api = await ApiHost.StartAsync();
        api.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        await (await api.Client.GetAsync(Me, TestContext.Current.CancellationToken)).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_of_another_installation_is_worth_nothing()
    {
        await using var mine = await ApiHost.StartAsync();
        await using var theirs = await ApiHost.StartAsync();
        var (_, signedIn) = await theirs.SignUpAsync();

        mine.Client.SignIn(signedIn);

        await (await mine.Client.GetAsync(Me, TestContext.Current.CancellationToken)).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_changed_token_is_worth_nothing()
    {
        await using var api = await ApiHost.StartAsync();
        await api.SignUpAsync("First");
        var (client, signedIn) = await api.SignUpAsync("Second");
        var parts = signedIn.Token.Split('.');
        var claims = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]));
        Assert.Contains("\"User\"", claims, StringComparison.Ordinal);
        parts[1] = System.Buffers.Text.Base64Url.EncodeToString(
            System.Text.Encoding.UTF8.GetBytes(claims.Replace("\"User\"", "\"Admin\"", StringComparison.Ordinal)));

        client.SignIn(signedIn with { Token = string.Join('.', parts) });

        await (await client.GetAsync(Me, TestContext.Current.CancellationToken)).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Passwords_that_differ_only_behind_the_72nd_byte_differ()
    {
        await using var api = await ApiHost.StartAsync();
        var password = new string('a', 100);
        await api.Client.PostJsonAsync("/api/v1/auth/sign-up", new SignUpRequest("Ada", "ada@example.org", password + "1"));

        await AnswerAsync(api, new("ada@example.org", password + "2"));
        await (await api.Client.PostJsonAsync(SignIn, new SignInRequest("ada@example.org", password + "1"))).DataAsync<SignedInResponse>();
    }

    private static async Task<JsonObject> AnswerAsync(ApiHost api, SignInRequest request)
    {
        var problem = await (await api.Client.PostJsonAsync(SignIn, request)).ProblemAsync(HttpStatusCode.Unauthorized);
        problem.Remove("traceId");
        return problem;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path) =>
        (await client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode;
}
