using System.Net;
using System.Text;

namespace SubTracker.Tests.Platform;

public sealed class BadRequestTests
{
    private const string SignUp = "/api/v1/auth/sign-up";
    private const string Good = """ "name": "Ada", "email": "ada@example.org", "password": "correct horse battery" """;

    [Theory]
    [InlineData("""{ "name": "Ada", """, "body")]
    [InlineData("", "body")]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    [InlineData("{}", "name, email, password")]
    [InlineData("""{ "name": "Ada", "email": "ada@example.org" }""", "password")]
    [InlineData("""{ "name": null, "email": "ada@example.org", "password": "correct horse battery" }""", "name")]
    [InlineData("""{ "name": 7, "email": "ada@example.org", "password": "correct horse battery" }""", "name")]
    [InlineData("""{ "name": ["Ada"], "email": "ada@example.org", "password": "correct horse battery" }""", "name")]
    [InlineData("""{ "name": "A", "email": "ada@example.org", "password": "short" }""", "name, password")]
    [InlineData("""{ "name": "     ", "email": "ada@example.org", "password": "correct horse battery" }""", "name")]
    [InlineData("""{ "name": "Ada", "email": "ada", "password": "correct horse battery" }""", "email")]
    [InlineData("{" + Good + """, "browserSession": "yes" }""", "browserSession")]
    [InlineData("{" + Good + """, "timeZone": "Mars/Olympus" }""", "timeZone")]
    public async Task A_body_that_is_wrong_is_answered_with_the_fields_that_are_wrong(string body, string fields)
    {
        await using var api = await ApiHost.StartAsync();

        var response = await api.Client.PostJsonAsync(SignUp, body);

        Assert.Equal(fields, string.Join(", ", await response.InvalidFieldsAsync()));
    }

    [Theory]
    [InlineData("""{ "currency": "XXX" }""", "currency", "The currency is a code of ISO 4217 in upper case, such as EUR or USD.")]
    [InlineData("""{ "currency": 978 }""", "currency", "This value is not a text.")]
    [InlineData("""{ "timeZone": "UTC+05:30" }""", "timeZone", "The time zone is an IANA name, such as Europe/Berlin or UTC.")]
    [InlineData("""{ "reminders": { "timeOfDay": "9 o'clock" } }""", "reminders.timeOfDay", "The time of day is written HH:mm, for example 09:00.")]
    [InlineData("""{ "reminders": { "daysBefore": [1, "two"] } }""", "reminders.daysBefore[1]", "This value is not a whole number.")]
    [InlineData("""{ "reminders": { "daysBefore": "7" } }""", "reminders.daysBefore", "This value is not a list.")]
    [InlineData("""{ "reminders": { "daysBefore": [7, 7] } }""", "reminders.daysBefore", "Up to 10 different numbers of days, each between 0 and 365.")]
    [InlineData("""{ "reminders": [] }""", "reminders", "This value is not an object.")]
    public async Task A_wrong_field_is_named_by_its_path_with_a_sentence_that_helps(string body, string field, string sentence)
    {
        await using var api = await ApiHost.StartAsync();
        var (client, _) = await api.SignUpAsync();

        var response = await client.PatchJsonAsync("/api/v1/users/me", body);

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(sentence, (string?)problem["errors"]?[field]?[0]);
        Assert.Equal(sentence, (string?)problem["error"]);
    }

    [Theory]
    [InlineData("""{ "name": "Ada", """, "This is not JSON from line 1, byte 18 on.")]
    [InlineData("", "Send a JSON object as the body.")]
    [InlineData("null", "Send a JSON object as the body.")]
    [InlineData("[]", "This value is not an object.")]
    public async Task A_body_that_is_no_object_is_said_to_be_none(string body, string sentence)
    {
        await using var api = await ApiHost.StartAsync();

        var problem = await (await api.Client.PostJsonAsync(SignUp, body)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal(sentence, (string?)problem["errors"]?["body"]?[0]);
    }

    [Fact]
    public async Task A_missing_field_is_said_to_be_required_and_a_null_one_to_be_forbidden()
    {
        await using var api = await ApiHost.StartAsync();

        var problem = await (await api.Client.PostJsonAsync(SignUp, """{ "name": "Ada", "password": "correct horse battery" }"""))
            .ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal("This field is required.", (string?)problem["errors"]?["email"]?[0]);

        problem = await (await api.Client.PostJsonAsync(SignUp, "{" + Good.Replace("\"Ada\"", "null", StringComparison.Ordinal) + "}"))
            .ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal("This field may not be null.", (string?)problem["errors"]?["name"]?[0]);
    }

    [Fact]
    public async Task What_is_too_long_is_refused()
    {
        await using var api = await ApiHost.StartAsync();

        var response = await api.Client.PostJsonAsync(SignUp, $$"""
            { "name": "{{new string('a', 51)}}", "email": "{{new string('a', 250)}}@example.org", "password": "{{new string('a', 129)}}" }
            """);

        Assert.Equal(["name", "email", "password"], await response.InvalidFieldsAsync());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=klingon")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Another_content_type_is_415(string contentType)
    {
        await using var api = await ApiHost.StartAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("{" + Good + "}"));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var response = await api.Client.PostAsync(SignUp, content, TestContext.Current.CancellationToken);

        await response.ProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_two_megabytes_is_413(bool chunked)
    {
        await using var api = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, SignUp)
        {
            Content = new StringContent("{ \"name\": \"" + new string('a', 2 * 1024 * 1024) + "\" }", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;

        var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing-here", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/auth/sign-in", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/v1/users/me", HttpStatusCode.Unauthorized)]
    public async Task What_no_handler_answers_is_a_problem_too_whatever_the_client_accepts(string method, string path, HttpStatusCode expected)
    {
        await using var api = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.Accept.ParseAdd("text/csv");

        var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await response.ProblemAsync(expected);
    }

    [Fact]
    public async Task Outside_the_api_nothing_is_said_in_problems()
    {
        await using var api = await ApiHost.StartAsync();

        var response = await api.Client.GetAsync("/nothing-here", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
