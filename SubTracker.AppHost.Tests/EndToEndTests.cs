using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.Testing;

namespace SubTracker.AppHost.Tests;

/// <summary>The application as it is started, without containers: signs up, adds a subscription that renews soon, and sees the reminder.</summary>
public sealed class EndToEndTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Who_adds_a_subscription_that_renews_soon_is_reminded_of_it()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(s_patience);
        var folder = Directory.CreateTempSubdirectory("subtracker-apphost-");
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SubTracker_AppHost>(
            [$"--Parameters:data-folder={folder.FullName}", "--embedded"], timeout.Token);
        await using (var app = await builder.BuildAsync(timeout.Token))
        {
            await app.StartAsync(timeout.Token);
            await app.ResourceNotifications.WaitForResourceHealthyAsync("web", timeout.Token);
            await SeeTheReminderAsync(app, timeout.Token);
        }
        folder.Delete(recursive: true);
    }

    private static async Task SeeTheReminderAsync(DistributedApplication app, CancellationToken cancellationToken)
    {
        using var web = app.CreateHttpClient("web");
        Assert.Contains("SubTracker", await web.GetStringAsync("/sign-in", cancellationToken), StringComparison.Ordinal);

        using var api = app.CreateHttpClient("api");
        var signedIn = await DataAsync(
            await api.PostAsJsonAsync("/api/v1/auth/sign-up", new { name = "Ada", email = "ada@example.org", password = "correct horse battery" }, cancellationToken),
            cancellationToken);
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)signedIn["token"]);
        var renewal = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(3);
        await DataAsync(
            await api.PostAsJsonAsync(
                "/api/v1/subscriptions",
                new { name = "Netflix", price = 15.99m, currency = "EUR", frequency = "monthly", renewalDate = renewal.ToString("O", CultureInfo.InvariantCulture) },
                cancellationToken),
            cancellationToken);

        // Real processes on a real clock: asked again until it is there, or the patience is at its end.
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while ((await DataAsync(await api.GetAsync("/api/v1/outbox", cancellationToken), cancellationToken)).AsArray().Count == 0)
            await pause.WaitForNextTickAsync(cancellationToken);
    }

    private static async Task<JsonNode> DataAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            response.EnsureSuccessStatusCode();
            return (await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!["data"]!;
        }
    }
}
