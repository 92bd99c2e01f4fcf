using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Transfer;
using SubTracker.Contracts.Transfer;
using SubTracker.Contracts.Users;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Transfer;

/// <summary>An import whose answer was lost, asked for again under its key: wherever it was cut off, it happens once and is answered as it happened.</summary>
public sealed class RepeatedImportTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string File = "name,price,currency,frequency,startDate\nNetflix,15.99,EUR,monthly,2026-01-30\nHulu,7.99,USD,monthly,2026-01-05\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IImportStore Store => fixture.System.Services.GetRequiredService<IImportStore>();

    [Theory]
    [InlineData(ImportState.Preparing)]
    [InlineData(ImportState.Applying)]
    [InlineData(ImportState.Done)]
    public async Task It_is_answered_as_it_was_carried_out(ImportState cutOffIn)
    {
        using var client = await fixture.SignUpAsync();
        var first = await SendAsync(client);
        Assert.Equal((2, 0), (first.Created, first.Skipped));
        await CutOffAsync(client, first.ImportId!, cutOffIn);

        var again = await SendAsync(client);
        Assert.Equal((first.ImportId, first.Rows, 2, 0), (again.ImportId, again.Rows, again.Created, again.Skipped));
        Assert.Equal(first.Items, again.Items);
        Assert.Equal(["Hulu", "Netflix"], (await client.SubscriptionsAsync()).Select(s => s.Name));
        var import = Assert.Single(await (await client.ReadAsync(Imports.Path)).DataAsync<ImportSummary[]>());
        Assert.Equal(ImportState.Done, import.State);
    }

    [Fact]
    public async Task After_its_undo_it_does_not_happen_again()
    {
        using var client = await fixture.SignUpAsync();
        var first = await SendAsync(client);
        await client.UndoAsync(first.ImportId);
        await ForgetAnswerAsync(client);
        Assert.Equal(first.ImportId, (await SendAsync(client)).ImportId);
        Assert.Empty(await client.SubscriptionsAsync());
    }

    [Fact]
    public async Task Under_another_key_it_is_another_import()
    {
        using var client = await fixture.SignUpAsync();
        await SendAsync(client);
        var other = await SendAsync(client, "other");
        Assert.Equal((0, 2), (other.Created, other.Skipped));
    }

    /// <summary>As a killed process leaves it: nothing was answered, and of its subscriptions only those of a state that has some are there.</summary>
    private async Task CutOffAsync(HttpClient client, string importId, ImportState state)
    {
        await ForgetAnswerAsync(client);
        if (state == ImportState.Done)
            return;
        var userId = await UserIdAsync(client);
        await fixture.System.Services.GetRequiredService<ISubscriptionStore>().DeleteAllAsync(userId, Token);
        var import = (await Store.FindOwnedAsync(importId, userId, Token))!;
        Assert.True(await Store.ReplaceAsync(import with { State = state, Next = 0, Version = import.Version + 1 }, import.Version, Token));
    }

    private async Task ForgetAnswerAsync(HttpClient client) =>
        await fixture.System.Services.GetRequiredService<IIdempotencyStore>().DeleteAllAsync(await UserIdAsync(client), Token);

    private static async Task<string> UserIdAsync(HttpClient client) => (await (await client.ReadAsync("/api/v1/users/me")).DataAsync<UserResponse>()).Id;

    private static async Task<ImportReport> SendAsync(HttpClient client, string key = "k")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Imports.Path}?format=csv") { Content = new StringContent(File) };
        request.Headers.Add("Idempotency-Key", key);
        return await (await client.SendAsync(request, Token)).DataAsync<ImportReport>();
    }
}
