using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts;
using SubTracker.Contracts.Admin;
using SubTracker.Contracts.Reminders;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Admin;

/// <summary>Every reminder of everybody, as the ledger knows it.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/reminders", ListAsync).WithName("ListAllReminders");
        admin.MapPost("/reminders/{id}/resend", ResendAsync).WithName("ResendAnyReminder");
    }

    private static async Task<Results<Ok<SliceReply<AdminReminder>>, ValidationProblem>> ListAsync(
        [AsParameters] DeliveryQuery query, ILedgerStore ledger, IUserStore users, ISubscriptionStore subscriptions, CancellationToken cancellationToken)
    {
        if (query.Read(out var errors) is not { } wanted)
            return TypedResults.ValidationProblem(errors);
        // One more than asked for tells whether the list goes on.
        var rows = await ledger.ListAsync(wanted with { Limit = wanted.Limit + 1 }, cancellationToken);
        var shown = rows.Take(wanted.Limit).ToList();
        var emails = await NamesAsync(shown.Select(row => row.UserId), async id => (await users.FindAsync(id, cancellationToken))?.Email);
        var names = await NamesAsync(shown.Select(row => row.SubscriptionId), async id => (await subscriptions.FindAsync(id, cancellationToken))?.Name);
        return TypedResults.Ok(Reply.Slice<AdminReminder>(
            [.. shown.Select(row => new AdminReminder(row.ToResponse(), row.UserId, emails[row.UserId], names[row.SubscriptionId]))],
            rows.Count > shown.Count ? new LedgerCursor(shown[^1].DueAt, shown[^1].Id).ToString() : null));
    }

    private static async Task<Results<Ok<Reply<ReminderResponse>>, NotFound, ProblemHttpResult>> ResendAsync(
        string id, ILedgerStore ledger, ReminderActs acts, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await ledger.FindAsync(id, cancellationToken) is not { } row)
            return TypedResults.NotFound();
        return await acts.SayAgainAsync(row, clock.GetUtcNow(), requested: true, cancellationToken) is { } again
            ? TypedResults.Ok(Reply.With(again.ToResponse(), "It is sent again in a moment."))
            : TypedResults.Problem("It is being sent right now; look again in a minute.", statusCode: StatusCodes.Status409Conflict);
    }

    private static async Task<Dictionary<string, string?>> NamesAsync(IEnumerable<string> ids, Func<string, Task<string?>> nameOf)
    {
        var names = new Dictionary<string, string?>();
        foreach (var id in ids.Distinct())
            names[id] = await nameOf(id);
        return names;
    }
}

/// <summary>Which reminders an administrator looks for; what is unknown is an error under its own name.</summary>
internal sealed record DeliveryQuery
{
    /// <summary>Waiting, sent, failed, skipped or superseded: what is planned is not in the ledger yet.</summary>
    public string? State { get; init; }

    public string? Kind { get; init; }

    public string? Channel { get; init; }

    public string? UserId { get; init; }

    public string? SubscriptionId { get; init; }

    public string? DueFrom { get; init; }

    public string? DueTo { get; init; }

    public string? After { get; init; }

    public string? Limit { get; init; }

    public LedgerQuery? Read(out Dictionary<string, string[]> errors)
    {
        var reader = new QueryReader();
        var state = reader.ReadWord<ReminderStatus>("state", State);
        if (state == ReminderStatus.Planned)
            reader.Fail("state", "One of waiting, sent, failed, skipped, superseded; what is planned lies in the plans, see the drill.");
        var query = new LedgerQuery(
            reader.ReadNumber("limit", Limit, 1, 100) ?? 50,
            reader.Read("after", After, LedgerCursor.Parse, "Where a list goes on is what its \"next\" said."),
            state is { } known ? StatesOf(known) : null,
            UserId, SubscriptionId, Channel,
            reader.ReadWord<ReminderKind>("kind", Kind),
            ReadInstant(reader, "dueFrom", DueFrom),
            ReadInstant(reader, "dueTo", DueTo));
        errors = reader.Errors;
        return errors.Count == 0 ? query : null;
    }

    private static DateTimeOffset? ReadInstant(QueryReader reader, string name, string? text) => reader.ReadValue<DateTimeOffset>(
        name, text,
        t => DateTimeOffset.TryParse(t, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null,
        "An instant is written 2026-01-31T09:00:00Z.");

    private static LedgerState[] StatesOf(ReminderStatus status) => status switch
    {
        ReminderStatus.Sent => [LedgerState.Sent],
        ReminderStatus.Failed => [LedgerState.Failed],
        ReminderStatus.Skipped => [LedgerState.Skipped],
        ReminderStatus.Superseded => [LedgerState.Superseded],
        _ => [LedgerState.Claimed, LedgerState.Snoozed],
    };
}
