using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SubTracker.AppHost;

/// <summary>What the dashboard offers on the API: through its public contract, as any client would.</summary>
internal static class Commands
{
    private const string DemoEmail = "demo@subtracker.example";
    private const string DemoPassword = "a year of subscriptions";

    public static IResourceBuilder<ProjectResource> WithCommands(this IResourceBuilder<ProjectResource> api, Settings settings) => api
        .WithHttpCommand("/api/v1/admin/drill", "Run drill", commandOptions: new()
        {
            Description = "Plays the next twelve months of all plans on a virtual clock. Sends nothing; fails where plan and ledger disagree.",
            IconName = "ClipboardPulse",
            PrepareRequest = context => SignInAsAdministratorAsync(context, settings),
        })
        .WithHttpCommand("/api/v1/subscriptions/import", "Seed demo data", commandOptions: new()
        {
            Description = $"An account with realistic subscriptions: {DemoEmail}, password \"{DemoPassword}\". Touches no other account.",
            IconName = "PersonAdd",
            PrepareRequest = async context =>
            {
                // Whoever signs up first is the administrator: never an account whose password everybody can read here.
                await SignInAsAdministratorAsync(context, settings);
                await SignInAsync(context, "Demo", DemoEmail, DemoPassword);
                context.Request.RequestUri = new Uri(context.Request.RequestUri!, "?format=csv&dryRun=false");
                context.Request.Content = new StringContent(
                    await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "demo.csv"), context.CancellationToken), null, "text/csv");
            },
        });

    private static async Task SignInAsAdministratorAsync(HttpCommandRequestContext context, Settings settings) => await SignInAsync(
        context, "Administrator",
        await settings.AdministratorEmail.Resource.GetValueAsync(context.CancellationToken),
        await settings.AdministratorPassword.Resource.GetValueAsync(context.CancellationToken));

    /// <summary>Signs up, which fails where the account is there already, and in.</summary>
    private static async Task SignInAsync(HttpCommandRequestContext context, string name, string? email, string? password)
    {
        var api = context.Request.RequestUri!;
        using var signUp = await context.HttpClient.PostAsJsonAsync(
            new Uri(api, "/api/v1/auth/sign-up"), new { name, email, password }, context.CancellationToken);
        using var signIn = await context.HttpClient.PostAsJsonAsync(
            new Uri(api, "/api/v1/auth/sign-in"), new { email, password }, context.CancellationToken);
        signIn.EnsureSuccessStatusCode();
        var answer = await signIn.Content.ReadFromJsonAsync<JsonNode>(context.CancellationToken);
        context.Request.Headers.Authorization = new("Bearer", (string?)answer!["data"]!["token"]);
    }
}
