using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

/// <summary>
/// Reads a file into changes and has them carried out. The file is worked through in pieces, so that what is held in memory is the file
/// itself, a line for each subscription that is there, and one piece.
/// </summary>
internal sealed class Importer(
    ISubscriptionStore subscriptions, IPaymentStore payments, IImportStore imports, ImportRows rows, ImportRunner runner, TimeProvider clock)
{
    private const int Piece = 200;

    /// <summary>So long an import can be undone; what is older is forgotten when the next one comes.</summary>
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(90);

    /// <param name="id">Of the import that is made. Where there is one of it already, the request was made before and its answer was lost: it is given again.</param>
    /// <param name="untilStopped">Cancelled when the server stops, not when the client leaves: what has begun is carried out.</param>
    public async Task<ImportReport> ImportAsync(
        byte[] body, ImportOptions options, string id, Owner owner, CancellationToken cancellationToken, CancellationToken untilStopped)
    {
        if (!options.DryRun && await AnsweredAsync(id, owner, untilStopped) is { } answered)
            return answered;
        var file = ImportFile.Open(body, options);
        var import = new Import(
            id, owner.User.Id, options.Format, ImportState.Preparing, owner.Now, owner.Today, Created: 0, Updated: 0, Batches: 0, Next: 0,
            clock.GetUtcNow() + ImportRunner.Lease);
        if (!options.DryRun)
            await PrepareAsync(import, cancellationToken);

        var matches = await MatchesAsync(owner, cancellationToken);
        var tally = new ImportTally();
        foreach (var piece in file.Rows().Take(ImportFile.MaxRows + 1).Chunk(Piece))
        {
            var changes = await ChangesAsync(piece, matches, tally, owner, cancellationToken);
            if (options.DryRun || changes.Count == 0)
                continue;
            await imports.AddBatchAsync(import.Id, import.Batches, changes, cancellationToken);
            import = import with { Batches = import.Batches + 1 };
        }
        if (tally.Rows > ImportFile.MaxRows)
            tally.Fail(new ImportError(0, "file", $"A file has at most {ImportFile.MaxRows:N0} rows; import it in parts."));

        var isWritten = !options.DryRun && import.Batches > 0 && (tally.ErrorCount == 0 || (options.SkipInvalid && !tally.FileIsWrong));
        var report = tally.ToReport(isWritten ? import.Id : null, options.DryRun, file.Reading);
        if (isWritten)
            await CarryOutAsync(import with { Created = tally.Created, Updated = tally.Updated }, report, owner, untilStopped);
        else if (!options.DryRun)
            await imports.DeleteAsync(import.Id, untilStopped);
        return report;
    }

    /// <summary>What an import of this id has answered, carried out to its end where it was cut off; <c>null</c> where there is none.</summary>
    private async Task<ImportReport?> AnsweredAsync(string id, Owner owner, CancellationToken untilStopped)
    {
        while (await imports.FindOwnedAsync(id, owner.User.Id, untilStopped) is { } import)
        {
            if (import.State == ImportState.Preparing)
            {
                // Its changes were not all stored: it has never been.
                await imports.DeleteAsync(id, untilStopped);
                return null;
            }
            if (import.State != ImportState.Applying)
                return await imports.FindReportAsync(id, untilStopped);
            // Taken over from whoever has the lease; the next look tells whether it came to its end.
            if (await runner.MoveAsync(import, import, untilStopped) is { } ours)
                await runner.ApplyAsync(ours, owner.User, untilStopped);
        }
        return null;
    }

    private async Task<List<ImportChange>> ChangesAsync(
        ImportRow[] piece, Matches matches, ImportTally tally, Owner owner, CancellationToken cancellationToken)
    {
        var meant = new List<(ImportRow Row, Subscription Fresh, string? Id)>();
        foreach (var row in piece)
        {
            var read = await rows.CreatedAsync(row, Id.New(clock), owner, cancellationToken);
            tally.Count(row, read.Errors);
            if (read.Subscription is { } fresh)
                meant.Add((row, fresh, matches.Take(row.Id, fresh)));
        }
        var there = (await subscriptions.ListByIdAsync([.. meant.Select(m => m.Id).OfType<string>()], cancellationToken)).ToDictionary(s => s.Id);
        var changes = new List<ImportChange>();
        foreach (var (row, fresh, id) in meant)
        {
            if (id is null || !there.TryGetValue(id, out var before))
            {
                changes.Add(new(fresh, Before: null, Added(row, fresh, ledger: [], owner)));
                tally.Add(row, ImportAction.Create, fresh, owner);
                continue;
            }
            var read = await rows.UpdatedAsync(row, before, owner, cancellationToken);
            tally.Fail(read.Errors);
            if (read.Subscription is not { } after)
                continue;
            var added = row.History?.Payments is { Count: > 0 }
                ? Added(row, before, await LedgerAsync(before, cancellationToken), owner)
                : null;
            var isChanged = after != before || added is { Count: > 0 };
            if (isChanged)
                changes.Add(new(after, before, added));
            tally.Add(row, isChanged ? ImportAction.Update : ImportAction.Skip, after, owner);
        }
        return changes;
    }

    /// <summary>The payments of a row that the ledger does not have yet; two alike are two.</summary>
    private List<Payment>? Added(ImportRow row, Subscription subscription, IEnumerable<Payment> ledger, Owner owner)
    {
        if (row.History?.Payments is not { Count: > 0 } told)
            return null;
        var known = ledger.Select(p => p.ToRequest()).ToList();
        return [.. told.Where(p => !known.Remove(p)).Select(p => Payment.Of(p, Id.New(clock), subscription.Id, owner.User.Id, owner.Now))];
    }

    private async Task<IEnumerable<Payment>> LedgerAsync(Subscription subscription, CancellationToken cancellationToken) =>
        (await payments.ListAsync(subscription.Id, subscription.UserId, page: 1, limit: int.MaxValue, cancellationToken)).Page;

    /// <summary>The changes are stored whole: from here on they happen, whatever happens to this process.</summary>
    private async Task CarryOutAsync(Import prepared, ImportReport report, Owner owner, CancellationToken untilStopped)
    {
        await imports.AddReportAsync(prepared.Id, report, untilStopped);
        if (await runner.MoveAsync(prepared, prepared with { State = ImportState.Applying }, untilStopped) is { } import)
            await runner.ApplyAsync(import, owner.User, untilStopped);
    }

    private async Task PrepareAsync(Import import, CancellationToken cancellationToken)
    {
        foreach (var old in await imports.ListAsync(import.UserId, cancellationToken))
            if (!old.IsUnfinished && old.At < import.At - s_kept)
                await imports.DeleteAsync(old.Id, cancellationToken);
        await imports.AddAsync(import, cancellationToken);
    }

    private async Task<Matches> MatchesAsync(Owner owner, CancellationToken cancellationToken)
    {
        var matches = new Matches(owner.Today);
        await foreach (var subscription in subscriptions.ReadOwnedAsync(owner.User.Id, cancellationToken))
            matches.Add(subscription);
        return matches;
    }
}
