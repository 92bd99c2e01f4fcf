using System.Net;

namespace SubTracker.Tests.Web;

public sealed class SignInPageTests : WebTest
{
    [Theory]
    [InlineData("/", "/sign-in?returnUrl=%2F")]
    [InlineData("/subscriptions?status=active", "/sign-in?returnUrl=%2Fsubscriptions%3Fstatus%3Dactive")]
    public async Task Whoever_is_not_signed_in_signs_in_first(string page, string signIn)
    {
        var answer = await Host.Browser.GetAsync(page, Cancelled);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(signIn, PathOf(answer));
    }

    [Fact]
    public async Task Signing_in_sets_a_cookie_that_holds_no_token_and_leads_back()
    {
        Host.Api.Data(HttpMethod.Post, "auth/sign-in", Sample.SignedIn);

        var answer = await PostAsync("/sign-in?returnUrl=%2Fsettings", new() { ["Input.Email"] = "ada@example.org", ["Input.Password"] = "secret" });

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/settings", PathOf(answer));
        Assert.Equal("""{"email":"ada@example.org","password":"secret","browserSession":true}""", Host.Api.Last(HttpMethod.Post, "auth/sign-in").Body);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("subtracker.session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Sample.SignedIn.Token, cookie);
        Assert.DoesNotContain(Sample.SignedIn.RefreshToken, cookie);
        Assert.Equal(HttpStatusCode.OK, (await Host.Browser.GetAsync("/settings", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Signing_in_leads_to_no_other_site()
    {
        Host.Api.Data(HttpMethod.Post, "auth/sign-in", Sample.SignedIn);

        var answer = await PostAsync("/sign-in?returnUrl=%2F%2Fevil.example", new() { ["Input.Email"] = "ada@example.org", ["Input.Password"] = "secret" });

        Assert.Equal(new Uri(Host.Browser.BaseAddress!, "/"), new Uri(Host.Browser.BaseAddress!, answer.Headers.Location!));
    }

    [Fact]
    public async Task A_refusal_is_shown_and_what_was_typed_stays_but_for_the_password()
    {
        Host.Api.Problem(HttpMethod.Post, "auth/sign-in", HttpStatusCode.Unauthorized, "Unauthorized", "The e-mail address or the password is wrong.");

        var answer = await PostAsync("/sign-in", new() { ["Input.Email"] = "ada@example.org", ["Input.Password"] = "secret-word" });
        var html = await answer.Content.ReadAsStringAsync(Cancelled);

        Assert.Contains("The e-mail address or the password is wrong.", html);
        Assert.Contains("value=\"ada@example.org\"", html);
        Assert.DoesNotContain("secret-word", html);
    }

    [Fact]
    public async Task Signing_up_sends_the_browsers_time_zone_and_shows_errors_at_their_inputs()
    {
        Host.Api.Problem(HttpMethod.Post, "auth/sign-up", HttpStatusCode.BadRequest, "Not valid", "…", new() { ["password"] = ["Longer, please."] });

        var answer = await PostAsync("/sign-up", new()
        {
            ["Input.Name"] = "Ada",
            ["Input.Email"] = "ada@example.org",
            ["Input.Password"] = "short",
            ["Input.TimeZone"] = "Europe/Berlin",
        });

        Assert.Contains("\"timeZone\":\"Europe/Berlin\"", Host.Api.Last(HttpMethod.Post, "auth/sign-up").Body);
        Assert.Matches("id=\"password-note\"[^§]*Longer, please.", await answer.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task A_browser_that_does_not_tell_its_time_zone_gets_universal_time()
    {
        Host.Api.Data(HttpMethod.Post, "auth/sign-up", Sample.SignedIn);

        await PostAsync("/sign-up", new() { ["Input.Name"] = "Ada", ["Input.Email"] = "ada@example.org", ["Input.Password"] = "long enough" });

        Assert.Contains("\"timeZone\":\"UTC\"", Host.Api.Last(HttpMethod.Post, "auth/sign-up").Body);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_the_api_and_here()
    {
        await SignInAsync();
        Host.Api.Data(HttpMethod.Post, "auth/refresh", Sample.SignedIn);
        Host.Api.Data<object?>(HttpMethod.Post, "auth/sign-out", null);

        var answer = await PostAsync("/sign-out", [], form: "/sign-up");

        Assert.Equal("/sign-in", PathOf(answer));
        Assert.Equal("Bearer an.access.token", Host.Api.Last(HttpMethod.Post, "auth/sign-out").Headers["Authorization"]);
        Assert.Equal(HttpStatusCode.Redirect, (await Host.Browser.GetAsync("/settings", Cancelled)).StatusCode);
    }

    [Theory]
    [InlineData("/sign-out")]
    [InlineData("/sign-in")]
    public async Task A_form_of_another_site_is_refused(string path)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "sign-in", ["Input.Email"] = "ada@example.org" });

        Assert.Equal(HttpStatusCode.BadRequest, (await Host.Browser.PostAsync(path, form, Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Who_comes_back_to_the_sign_in_page_with_a_living_session_goes_on()
    {
        await SignInAsync();
        Host.Api.Data(HttpMethod.Post, "auth/refresh", Sample.SignedIn);
        Assert.Equal(HttpStatusCode.Redirect, (await Host.Browser.GetAsync("/sign-in", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Who_comes_back_with_an_ended_session_can_sign_in_again()
    {
        await SignInAsync();
        Host.Api.Problem(HttpMethod.Post, "auth/refresh", HttpStatusCode.Unauthorized, "Unauthorized", "The session has ended.");

        Assert.Equal(HttpStatusCode.OK, (await Host.Browser.GetAsync("/sign-in", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_page_that_is_not_there_is_answered_by_a_page()
    {
        var answer = await Host.Browser.GetAsync("/nowhere", Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no such page", await answer.Content.ReadAsStringAsync(Cancelled));
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/openapi/nothing")]
    public async Task What_is_the_apis_is_not_answered_by_a_page(string path)
    {
        var answer = await Host.Browser.GetAsync(path, Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task The_keys_of_the_cookies_are_their_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await Host.Browser.GetAsync("/sign-in", Cancelled);

        var keys = new DirectoryInfo(Path.Combine(Folder.FullName, "keys"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, keys.UnixFileMode);
        Assert.All(keys.GetFiles(), key => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, key.UnixFileMode));
        Assert.NotEmpty(keys.GetFiles());
    }

    private string PathOf(HttpResponseMessage redirect) => new Uri(Host.Browser.BaseAddress!, redirect.Headers.Location!).PathAndQuery;

    private async Task SignInAsync()
    {
        Host.Api.Data(HttpMethod.Post, "auth/sign-in", Sample.SignedIn);
        await PostAsync("/sign-in", new() { ["Input.Email"] = "ada@example.org", ["Input.Password"] = "secret" });
    }

    private Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> fields, string? form = null) =>
        Host.Browser.PostFormAsync(path, fields, form);
}
