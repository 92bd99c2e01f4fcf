using SubTracker.ApiService.Transfer;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Transfer;

namespace SubTracker.Tests.Storage;

/// <summary>What every engine answers to the questions of <see cref="IImportStore"/>.</summary>
public abstract class ImportStoreContract
{
    private protected abstract IImportStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_import_is_read_as_it_was_by_its_user_alone()
    {
        var import = Import("a") with { UndoneAt = Some.Now, Undo = new("a", 1, 2, [new("s", "Spotify")], 1) };
        await Store.AddAsync(import, Token);
        var found = (await Store.FindOwnedAsync("a", "ada", Token))!;
        Assert.Equal(import with { Undo = null }, found with { Undo = null });
        Assert.Equal(import.Undo.Kept, found.Undo!.Kept);
        Assert.Null(await Store.FindOwnedAsync("a", "eve", Token));
        Assert.Null(await Store.FindOwnedAsync("b", "ada", Token));
    }

    [Fact]
    public async Task It_is_replaced_at_the_version_that_was_read_and_at_no_other()
    {
        await Store.AddAsync(Import("a"), Token);
        Assert.True(await Store.ReplaceAsync(Import("a") with { Next = 1, Version = 2 }, 1, Token));
        Assert.False(await Store.ReplaceAsync(Import("a") with { Next = 9, Version = 2 }, 1, Token));
        Assert.False(await Store.ReplaceAsync(Import("b") with { Version = 2 }, 1, Token));
        Assert.Equal(1, (await Store.FindOwnedAsync("a", "ada", Token))!.Next);
    }

    [Fact]
    public async Task A_users_imports_are_listed_the_newest_first()
    {
        await Store.AddAsync(Import("a") with { At = Some.Now.AddDays(-1) }, Token);
        await Store.AddAsync(Import("b"), Token);
        await Store.AddAsync(Import("c") with { UserId = "bob" }, Token);
        Assert.Equal(["b", "a"], (await Store.ListAsync("ada", Token)).Select(i => i.Id));
    }

    [Fact]
    public async Task Abandoned_is_what_is_unfinished_when_its_lease_is_over()
    {
        foreach (var state in Enum.GetValues<ImportState>())
            await Store.AddAsync(Import($"{state}") with { State = state }, Token);
        Assert.Empty(await Store.ListAbandonedAsync(Some.Now.AddMinutes(1).AddMilliseconds(-1), 10, Token));
        var abandoned = await Store.ListAbandonedAsync(Some.Now.AddMinutes(1), 10, Token);
        Assert.Equal(["Applying", "Preparing", "Undoing"], abandoned.Select(i => i.Id).Order());
        Assert.Single(await Store.ListAbandonedAsync(Some.Now.AddMinutes(1), 1, Token));
        await Store.ReplaceAsync(Import("Applying") with { State = ImportState.Done, Version = 2 }, 1, Token);
        Assert.Equal(2, (await Store.ListAbandonedAsync(Some.Now.AddMinutes(1), 10, Token)).Count);
    }

    [Fact]
    public async Task Batches_lie_beside_their_import_and_go_with_it()
    {
        foreach (var id in (string[])["a", "b"])
        {
            await Store.AddAsync(Import(id), Token);
            await Store.AddBatchAsync(id, 0, [new(Some.Subscription($"{id}1"), null), new(Some.Subscription($"{id}2") with { Version = 2 }, Some.Subscription($"{id}2"))], Token);
            await Store.AddBatchAsync(id, 1, [new(Some.Subscription($"{id}3"), null, [Some.Payment($"{id}p", subscriptionId: $"{id}3")])], Token);
        }
        var batch = await Store.ListBatchAsync("a", 0, Token);
        Assert.Equal([("a1", null), ("a2", 1L)], batch.Select(c => (c.After.Id, c.Before?.Version)));
        var added = Assert.Single(await Store.ListBatchAsync("a", 1, Token));
        Assert.Equal(("a3", Some.Payment("ap", subscriptionId: "a3")), (added.After.Id, Assert.Single(added.Payments!)));
        Assert.Empty(await Store.ListBatchAsync("a", 2, Token));
        await Store.DeleteAsync("a", Token);
        Assert.Empty(await Store.ListBatchAsync("a", 0, Token));
        Assert.Null(await Store.FindOwnedAsync("a", "ada", Token));
        Assert.Equal(2, (await Store.ListBatchAsync("b", 0, Token)).Count);
    }

    [Fact]
    public async Task A_report_lies_beside_its_import_and_goes_with_it()
    {
        var report = new ImportReport(
            "a", DryRun: false, Rows: 2, Created: 1, Updated: 0, Skipped: 0, [new(2, "price", "\"Köln\" is not an amount.")], ErrorCount: 1,
            [new(1, ImportAction.Create, "日本", 2.50m, "EUR", Frequency.Monthly, 1, Some.Today, Some.Today, "s", null)], new("utf-8", "comma", "point", "ymd", new Dictionary<string, string> { ["$"] = "USD" }, ["colour"]));
        await Store.AddAsync(Import("a"), Token);
        Assert.Null(await Store.FindReportAsync("a", Token));
        await Store.AddReportAsync("a", report, Token);
        var found = (await Store.FindReportAsync("a", Token))!;
        Assert.Equal((report.Rows, report.Created, report.ErrorCount), (found.Rows, found.Created, found.ErrorCount));
        Assert.Equal(report.Errors, found.Errors);
        Assert.Equal(report.Items, found.Items);
        Assert.Equal((report.Reading.Symbols["$"], report.Reading.Ignored[0]), (found.Reading.Symbols["$"], found.Reading.Ignored[0]));
        Assert.Null(await Store.FindReportAsync("b", Token));
        await Store.DeleteAsync("a", Token);
        Assert.Null(await Store.FindReportAsync("a", Token));
    }

    private static Import Import(string id) =>
        new(id, "ada", ImportFormat.Csv, ImportState.Applying, Some.Now, Some.Today, 3, 1, Batches: 2, Next: 0, Some.Now.AddMinutes(1));
}
