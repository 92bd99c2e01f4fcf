using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Transfer;
using SubTracker.Contracts.Transfer;
using SubTracker.Tests.Platform;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Transfer;

/// <summary>A crash leaves an import where it was; the state that it leaves is written here as the importer writes it.</summary>
public sealed class ImportResumerTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private static readonly DateTimeOffset s_now = TestSystem.Start;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IImportStore Store => fixture.System.Services.GetRequiredService<IImportStore>();

    private ISubscriptionStore Subscriptions => fixture.System.Services.GetRequiredService<ISubscriptionStore>();

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    public async Task An_import_cut_off_while_it_is_carried_out_goes_on_to_the_end(int next, bool isWritten)
    {
        using var client = await fixture.SignUpAsync();
        var import = await InterruptedAsync(await UserAsync(client), ImportState.Applying, next);
        foreach (var batch in Enumerable.Range(0, next + (isWritten ? 1 : 0)))
            await WriteAsync(import, batch);

        await ResumeAsync();
        Assert.Equal(["n0", "n1"], (await client.SubscriptionsAsync()).Select(s => s.Name));
        Assert.Equal(ImportState.Done, Assert.Single(await (await client.ReadAsync(Imports.Path)).DataAsync<ImportSummary[]>()).State);
        await fixture.System.SettleAsync();
        Assert.All(await Subscriptions.ListByIdAsync([.. (await client.SubscriptionsAsync()).Select(s => s.Id)], Token), s => Assert.Equal(PlanState.Planned, s.Plan.State));
    }

    [Fact]
    public async Task An_undoing_cut_off_goes_on_to_the_end()
    {
        using var client = await fixture.SignUpAsync();
        var import = await InterruptedAsync(await UserAsync(client), ImportState.Undoing, next: 2);
        await WriteAsync(import, 0);
        await WriteAsync(import, 1);
        await ResumeAsync();
        Assert.Empty(await client.SubscriptionsAsync());
        Assert.Equal(2, (await client.UndoAsync(import.Id)).Deleted);
    }

    [Fact]
    public async Task An_import_cut_off_before_its_changes_were_stored_has_never_been()
    {
        using var client = await fixture.SignUpAsync();
        var import = await InterruptedAsync(await UserAsync(client), ImportState.Preparing, next: 0);
        await ResumeAsync();
        Assert.Empty(await client.SubscriptionsAsync());
        Assert.Empty(await (await client.ReadAsync(Imports.Path)).DataAsync<ImportSummary[]>());
        Assert.Empty(await Store.ListBatchAsync(import.Id, 0, Token));
    }

    [Fact]
    public async Task What_somebody_still_works_on_is_left_alone()
    {
        using var client = await fixture.SignUpAsync();
        await InterruptedAsync(await UserAsync(client), ImportState.Applying, next: 0, leaseFor: TimeSpan.FromMinutes(1));
        await ResumeAsync();
        Assert.Empty(await client.SubscriptionsAsync());
    }

    private Task ResumeAsync() => ActivatorUtilities.CreateInstance<ImportResumer>(fixture.System.Services).RunOnceAsync(Token);

    private async Task<Import> InterruptedAsync(string userId, ImportState state, int next, TimeSpan leaseFor = default)
    {
        var import = new Import(
            Guid.NewGuid().ToString("n"), userId, ImportFormat.Csv, state, s_now, DateOnly.FromDateTime(s_now.UtcDateTime), 2, 0, Batches: 2, next, s_now + leaseFor,
            UndoneAt: state == ImportState.Undoing ? s_now : null, Undo: state == ImportState.Undoing ? new("", 0, 0, [], 0) : null);
        await Store.AddAsync(import, Token);
        foreach (var batch in (int[])[0, 1])
            await Store.AddBatchAsync(import.Id, batch, [new(Some.Subscription($"{import.Id}{batch}") with { UserId = userId, Name = $"n{batch}", UpdatedAt = s_now }, null)], Token);
        return import;
    }

    private async Task WriteAsync(Import import, int batch) => await Subscriptions.WriteAllAsync(
        [.. (await Store.ListBatchAsync(import.Id, batch, Token)).Select(c => new SubscriptionWrite(c.After with { Plan = Some.Subscription("").Plan }, null))],
        import.Today, Token);

    private static async Task<string> UserAsync(HttpClient client) =>
        (await (await client.ReadAsync("/api/v1/users/me")).DataAsync<Contracts.Users.UserResponse>()).Id;
}
