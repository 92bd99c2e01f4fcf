using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

internal static class ImportEndpoints
{
    private const int MaxFileBytes = 10 * 1024 * 1024;

    public static void MapImport(this IEndpointRouteBuilder subscriptions)
    {
        subscriptions.MapPost("/import", ImportAsync).WithName("ImportSubscriptions")
            .WithMetadata(new RequestSizeLimitAttribute(MaxFileBytes))
            // Whatever a client calls the bytes: what they are is said in the query.
            .Accepts<byte[]>("*/*", "text/csv", "application/json", "multipart/form-data");
        subscriptions.MapGet("/import", ListAsync).WithName("ListImports");
        subscriptions.MapDelete("/import/{importId}", UndoAsync).WithName("UndoImport");
    }

    private static async Task<Results<Ok<Reply<ImportReport>>, ValidationProblem>> ImportAsync(
        [AsParameters] ImportQuery query, Owner owner, Importer importer, HttpContext context, TimeProvider clock, IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        var options = query.Read(owner, out var errors);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var body = await ReadAsync(context.Request, cancellationToken);
        if (body.Length == 0)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["file"] = ["Send the file as the body."] });
        var report = await importer.ImportAsync(body, options, context.NewId(clock), owner, cancellationToken, lifetime.ApplicationStopping);
        return options.DryRun || report.ErrorCount == 0 || report.ImportId is not null
            ? TypedResults.Ok(Reply.With(report, Message(report)))
            : TypedResults.ValidationProblem(ByField(report.Errors), detail: Refusal(report));
    }

    private static async Task<Ok<Reply<IReadOnlyList<ImportSummary>>>> ListAsync(
        Owner owner, IImportStore imports, CancellationToken cancellationToken)
    {
        var all = await imports.ListAsync(owner.User.Id, cancellationToken);
        return TypedResults.Ok(Reply.With<IReadOnlyList<ImportSummary>>(
            [.. all.Where(i => i.State != ImportState.Preparing).Select(i => i.ToSummary())]));
    }

    private static async Task<Results<Ok<Reply<UndoReport>>, NotFound, ProblemHttpResult>> UndoAsync(
        string importId, Owner owner, IImportStore imports, ImportRunner runner, IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        if (await imports.FindOwnedAsync(importId, owner.User.Id, cancellationToken) is not { State: not ImportState.Preparing } import)
            return TypedResults.NotFound();
        if (import is { State: ImportState.Undone, Undo: { } before })
            return TypedResults.Ok(Reply.With(before, Message(before)));
        if (import.State != ImportState.Done)
            return Busy();
        var begun = import with { State = ImportState.Undoing, UndoneAt = owner.Now, Undo = new(import.Id, 0, 0, [], 0) };
        return await runner.MoveAsync(import, begun, cancellationToken) is { } undoing
            && await runner.UndoAsync(undoing, owner.User, lifetime.ApplicationStopping) is { Undo: { } undo }
            ? TypedResults.Ok(Reply.With(undo, Message(undo)))
            : Busy();
    }

    private static ProblemHttpResult Busy() => TypedResults.Problem(
        "This import is being carried out or undone. Try again in a minute.", statusCode: StatusCodes.Status409Conflict);

    /// <summary>The body; of a form, its file.</summary>
    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        if (request.GetMultipartBoundary().Length == 0)
            await request.Body.CopyToAsync(body, cancellationToken);
        else if ((await request.ReadFormAsync(cancellationToken)).Files is [var file, ..])
            await file.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }

    private static Dictionary<string, string[]> ByField(IReadOnlyList<ImportError> errors) => errors
        .GroupBy(e => e.Row == 0 ? e.Field : $"rows[{e.Row}].{e.Field}")
        .ToDictionary(group => group.Key, group => group.Select(e => e.Message).ToArray());

    private static string Refusal(ImportReport report) =>
        $"Nothing was imported: {report.ErrorCount} {(report.ErrorCount == 1 ? "error" : "errors")} in {report.Rows} rows. "
        + "Correct them, or import the other rows with skipInvalid=true.";

    private static string Message(ImportReport report) =>
        (report.DryRun ? $"{report.Created} to create, {report.Updated} to update, " : $"{report.Created} created, {report.Updated} updated, ")
        + $"{report.Skipped} skipped" + (report.ErrorCount == 0 ? "" : $", {report.ErrorCount} errors");

    private static string Message(UndoReport undo) =>
        $"{undo.Deleted} deleted, {undo.Restored} restored" + (undo.KeptCount == 0 ? "" : $", {undo.KeptCount} edited since and kept");
}
