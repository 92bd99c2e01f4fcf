using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Users;

namespace SubTracker.Tests.Platform;

public sealed class PlatformTests
{
    // Where it is null the data is in the folder, whatever storage the tests have.
    private const string MongoDB = "ConnectionStrings:subtracker";

    [Fact]
    public async Task An_error_of_ours_is_500_and_tells_nothing_of_the_inside()
    {
        await using var api = await ApiHost.StartAsync(map: app =>
            app.MapGet("/api/v1/broken", string () => throw new InvalidOperationException("the secret inside")));

        var response = await api.Client.GetAsync("/api/v1/broken", TestContext.Current.CancellationToken);

        var problem = await response.ProblemAsync(HttpStatusCode.InternalServerError);
        Assert.DoesNotContain("hunter2", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_in_user_is_no_administrator_by_that()
    {
        await using var api = await ApiHost.StartAsync(map: app =>
            app.MapApi().MapGet("/admin-only", () => "in").RequireAuthorization(Access.Administrator));
        var (first, _) = await api.SignUpAsync("First");
        var (second, _) = await api.SignUpAsync("Second");

        Assert.Equal("in", await first.GetStringAsync("/api/v1/admin-only", TestContext.Current.CancellationToken));
        await (await second.GetAsync("/api/v1/admin-only", TestContext.Current.CancellationToken)).ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Where_pages_have_a_cookie_the_api_still_asks_for_a_token_and_sends_nobody_to_a_form()
    {
        await using var api = await ApiHost.StartAsync(
            configure: builder => builder.Services.AddAuthentication("Cookies").AddCookie("Cookies"));
        var (client, _) = await api.SignUpAsync();

        await (await api.Client.GetAsync("/api/v1/users/me", TestContext.Current.CancellationToken)).ProblemAsync(HttpStatusCode.Unauthorized);
        await (await client.GetAsync("/api/v1/users/me", TestContext.Current.CancellationToken)).DataAsync<UserResponse>();
    }

    [Fact]
    public async Task The_document_of_the_api_says_which_operations_take_a_token()
    {
        await using var api = await ApiHost.StartAsync();

        var document = JsonNode.Parse(await api.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;

        Assert.NotNull(document["components"]?["securitySchemes"]?["Bearer"]);
        Assert.NotNull(document["paths"]?["/api/v1/users/me"]?["get"]?["security"]?[0]?["Bearer"]);
        Assert.Null(document["paths"]?["/api/v1/auth/sign-in"]?["post"]?["security"]);
    }

    [Fact]
    public async Task What_was_put_together_by_hand_is_checked_by_the_rules_of_a_body()
    {
        await using var api = await ApiHost.StartAsync();
        var validation = api.Services.GetRequiredService<RequestValidation>();

        var errors = await validation.ErrorsAsync(
            new UpdateUserRequest(Name: "A", Reminders: new([400])), TestContext.Current.CancellationToken);

        Assert.Equal(["Name", "Reminders.DaysBefore"], errors.Keys.Order());
        Assert.Empty(await validation.ErrorsAsync(new UpdateUserRequest(Name: "Ada"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Jwt:SigningKey", "too short", "Jwt__SigningKey")]
    [InlineData("Jwt:SigningKey", null, "Jwt__SigningKey")]
    [InlineData("SubTracker:DataFolder", null, "SubTracker__DataFolder")]
    [InlineData(MongoDB, "Server=sql;Password=hunter2", "ConnectionStrings__subtracker")]
    public async Task Without_what_it_needs_the_service_does_not_start_and_says_what_to_set(string key, string? value, string named)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => ApiHost.StartAsync(new() { [MongoDB] = null, [key] = value }));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_data_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        await using var api = await ApiHost.StartAsync(new() { [MongoDB] = null });
        await api.SignUpAsync();

        const UnixFileMode others = (UnixFileMode)0b000_111_111;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(api.DataFolder) & others);
        foreach (var file in Directory.GetFiles(api.DataFolder))
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & others);
    }
}
