using System.Net;
using SubTracker.Contracts.Transfer;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Transfer;

public sealed class UndoTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Root = "/api/v1/subscriptions";
    private const string Header = "name,price,currency,frequency,startDate\n";

    [Fact]
    public async Task Undoing_deletes_what_was_created_and_restores_what_was_updated()
    {
        using var client = await fixture.SignUpAsync();
        await client.ImportAsync(Header + "Netflix,15.99,EUR,monthly,2026-01-31\n", "format=csv");
        var before = Assert.Single(await client.SubscriptionsAsync());
        var report = await client.ImportAsync(Header + "Netflix,17.99,EUR,monthly,2026-01-15\nSpotify,9.99,EUR,monthly,2026-01-01\n", "format=csv");
        Assert.Equal((1, 1), (report.Created, report.Updated));

        var undo = await client.UndoAsync(report.ImportId);
        Assert.Equal((1, 1, 0), (undo.Deleted, undo.Restored, undo.KeptCount));
        var after = Assert.Single(await client.SubscriptionsAsync());
        Assert.Equal((before.Name, before.Price, before.StartDate, before.RenewalDate, 3), (after.Name, after.Price, after.StartDate, after.RenewalDate, after.Version));
        Assert.Equal(before.Prices, after.Prices);
        Assert.Equal(undo.Deleted, (await client.UndoAsync(report.ImportId)).Deleted);
        Assert.Contains(
            await (await client.ReadAsync(Imports.Path)).DataAsync<ImportSummary[]>(), i => i.ImportId == report.ImportId && i.State == ImportState.Undone);
    }

    [Fact]
    public async Task What_was_edited_since_is_kept_and_named()
    {
        using var client = await fixture.SignUpAsync();
        await client.ImportAsync(Header + "Old,1,EUR,monthly,2026-01-31\n", "format=csv");
        var report = await client.ImportAsync(
            Header + "Old,2,EUR,monthly,2026-01-31\nNew,1,EUR,monthly,2026-01-31\nGone,1,EUR,monthly,2026-01-31\nLeft,1,EUR,monthly,2026-01-31\n", "format=csv");
        var there = (await client.SubscriptionsAsync()).ToDictionary(s => s.Name, s => s.Id);
        await client.PatchJsonAsync($"{Root}/{there["Old"]}", """{ "notes": "mine" }""");
        await client.PatchJsonAsync($"{Root}/{there["New"]}", """{ "notes": "mine" }""");
        Assert.Equal(HttpStatusCode.NoContent, (await client.RemoveAsync($"{Root}/{there["Gone"]}")).StatusCode);

        var undo = await client.UndoAsync(report.ImportId);
        Assert.Equal((1, 0, 2), (undo.Deleted, undo.Restored, undo.KeptCount));
        Assert.Equal(["New", "Old"], undo.Kept.Select(k => k.Name).Order());
        Assert.Equal(["New", "Old"], (await client.SubscriptionsAsync()).Select(s => s.Name));
        Assert.All(await client.SubscriptionsAsync(), s => Assert.Equal("mine", s.Notes));
    }
}
