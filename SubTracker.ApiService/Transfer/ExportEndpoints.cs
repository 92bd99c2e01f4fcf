using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Calendar;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

internal static class ExportEndpoints
{
    public static void MapExport(this IEndpointRouteBuilder subscriptions) =>
        subscriptions.MapGet("/export", Export).WithName("ExportSubscriptions")
            .Produces(StatusCodes.Status200OK, contentType: "application/json", additionalContentTypes: ["text/csv", CalendarFile.MediaType]);

    private static Results<PushStreamHttpResult, ValidationProblem> Export(
        Owner owner, ISubscriptionStore store, IPaymentStore payments, string? format, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var wanted = reader.ReadWord<ExportFormat>("format", format ?? nameof(ExportFormat.Json));
        if (wanted is null)
            return TypedResults.ValidationProblem(reader.Errors);
        var subscriptions = store.ReadOwnedAsync(owner.User.Id, cancellationToken);
        Func<Stream, Task> write = wanted switch
        {
            ExportFormat.Csv => stream => CsvExport.WriteAsync(stream, subscriptions, owner.Today, cancellationToken),
            ExportFormat.Json => async stream => await JsonExport.WriteAsync(
                stream, subscriptions, (await payments.ListAllAsync(owner.User.Id, cancellationToken)).ToLookup(p => p.SubscriptionId), owner,
                cancellationToken),
            _ => stream => CalendarFile.WriteAsync(stream, subscriptions, owner.User, owner.Today, cancellationToken),
        };
        var (type, extension) = wanted switch
        {
            ExportFormat.Csv => ("text/csv; charset=utf-8", "csv"),
            ExportFormat.Json => ("application/json; charset=utf-8", "json"),
            _ => ($"{CalendarFile.MediaType}; charset=utf-8", "ics"),
        };
        return TypedResults.Stream(write, type, $"subtracker-{owner.Today:yyyy-MM-dd}.{extension}");
    }
}
