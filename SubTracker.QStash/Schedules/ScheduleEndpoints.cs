using SubTracker.QStash.Access;
using SubTracker.QStash.FlowControl;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;
using SubTracker.QStash.UrlGroups;

namespace SubTracker.QStash.Schedules;

internal static class ScheduleEndpoints
{
    public static void MapSchedules(this IEndpointRouteBuilder routes)
    {
        var schedules = routes.MapGroup("/schedules");
        schedules.MapGet("", (Readers readers) => Results.Json(readers.Read(Schedule.All).Select(Response), Json.Options));
        schedules.MapGet("/{id}", (string id, Readers readers) =>
            Results.Json(Response(readers.Read(database => Schedule.Find(database, id)) ?? throw Refusal.NotFound($"schedule {id}")), Json.Options));
        schedules.MapDelete("/{id}", DeleteAsync);
        foreach (var method in new[] { HttpMethods.Patch, HttpMethods.Post })
        {
            schedules.MapMethods("/{id}/pause", [method], (string id, Writer writer) => PauseAsync(id, true, null, writer));
            schedules.MapMethods("/{id}/resume", [method], (string id, Writer writer, TimeProvider time) => PauseAsync(id, false, time, writer));
        }

        schedules.MapPost("/{**destination}", CreateAsync);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Writer writer, TimeProvider time, CancellationToken cancellationToken)
    {
        var publication = await context.Request.ReadPublicationAsync("/v2/schedules/", cancellationToken);
        var header = publication.Header;
        var cron = header["upstash-cron"] ?? throw Refusal.BadRequest("Upstash-Cron is missing");
        var id = header["upstash-schedule-id"] ?? Identifiers.New("scd_");
        await writer.WriteAsync(database =>
        {
            foreach (var url in UrlGroup.Find(database, publication.Destination) ?? [publication.Destination])
                Instructions.Check(publication with { Destination = url }, database.AllowsPrivateAddresses);
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            new Schedule(id, cron, publication.Destination, header, publication.Body)
            {
                Queue = header["upstash-queue-name"],
                CallerIp = publication.CallerIp,
                CreatedAt = Schedule.Find(database, id)?.CreatedAt ?? now,
                NextAt = Cron.Next(cron, now),
            }.Save(database);
        });
        return Results.Json(new { scheduleId = id }, Json.Options);
    }

    private static async Task<IResult> DeleteAsync(string id, Writer writer)
    {
        await writer.WriteAsync(database =>
        {
            if (database.Execute("DELETE FROM schedules WHERE id = $1", id) == 0)
                throw Refusal.NotFound($"schedule {id}");
        });
        return Results.Ok();
    }

    private static async Task<IResult> PauseAsync(string id, bool paused, TimeProvider? time, Writer writer)
    {
        await writer.WriteAsync(database =>
        {
            if (Schedule.Find(database, id) is not { } schedule)
                throw Refusal.NotFound($"schedule {id}");
            // What fell into the pause does not happen.
            var next = time is null ? schedule.NextAt : Cron.Next(schedule.Cron, time.GetUtcNow().ToUnixTimeMilliseconds());
            database.Execute("UPDATE schedules SET paused = $2, next_at = $3 WHERE id = $1", id, paused ? 1 : 0, next);
            database.HasNewWork = true;
        });
        return Results.Ok();
    }

    private static ScheduleResponse Response(Schedule schedule)
    {
        var header = schedule.Header;
        var redaction = Redaction.Of(header);
        var body = redaction.Body(schedule.Body);
        var text = BodyText.Of(body);
        var flow = header["upstash-flow-control-value"] is { } value ? FlowValue.Parse(value) : null;
        var publication = new Publication(schedule.Destination, header, schedule.Body);
        return new ScheduleResponse(
            schedule.Id, schedule.Cron, schedule.CreatedAt, schedule.Destination, publication.Method, redaction.Header(publication.Forwarded), text,
            text is null ? body : null, publication.Retries(), (long?)(header["upstash-delay"] is { } delay ? Duration.Parse(delay) : null)?.TotalSeconds,
            header["upstash-callback"], header["upstash-failure-callback"], schedule.CallerIp, schedule.IsPaused, schedule.Queue,
            publication.FlowKey, flow?.Parallelism, flow?.Rate, flow?.PeriodMilliseconds / 1000, header["upstash-retry-delay"],
            publication.Label?.Split(',')[0], publication.Label?.Split(','), schedule.LastAt, schedule.NextAt);
    }

    private sealed record ScheduleResponse(
        string ScheduleId, string Cron, long CreatedAt, string Destination, string Method, Headers Header, string? Body, byte[]? BodyBase64, int Retries,
        long? Delay, string? Callback, string? FailureCallback, string? CallerIP, bool IsPaused, string? QueueName, string? FlowControlKey, int? Parallelism,
        int? Rate, long? Period, string? RetryDelayExpression, string? Label, string[]? Labels, long? LastScheduleTime, long? NextScheduleTime);
}
