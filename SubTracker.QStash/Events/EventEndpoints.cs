using System.Globalization;
using Microsoft.Data.Sqlite;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Events;

internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/events", (HttpRequest request, Readers readers) =>
            List(request, readers) is var (cursor, events) ? Results.Json(new { cursor, events }, Json.Options) : null);
        routes.MapGet("/logs", (HttpRequest request, Readers readers) =>
            List(request, readers) is var (cursor, logs) ? Results.Json(new { cursor, logs }, Json.Options) : null);
    }

    private static (string Cursor, IReadOnlyList<EventResponse> Events) List(HttpRequest request, Readers readers)
    {
        var query = request.Query;
        var filter = new Filter();
        filter.Raw("messages.kind = 0");
        filter.AnyOf("messages.id", Filter.Values(query, "messageId"));
        filter.AnyOf("messages.id", Filter.Values(query, "messageIds"));
        filter.AnyOf("events.state", Filter.Values(query, "state"));
        filter.AnyOf("url", Filter.Values(query, "url"));
        filter.AnyOf("topic", Filter.Values(query, "topicName"));
        filter.AnyOf("queue", Filter.Values(query, "queueName"));
        filter.AnyOf("schedule_id", Filter.Values(query, "scheduleId"));
        filter.AnyOf("flow_key", Filter.Values(query, "flowControlKey"));
        filter.Labels("label", Filter.Values(query, "label"));
        filter.Compare("time >=", query["fromDate"]);
        filter.Compare("time <=", query["toDate"]);
        var isAscending = query["order"] == "earliestFirst";
        filter.Compare(isAscending ? "events.id >" : "events.id <", query["cursor"]);
        var count = Filter.Count(query);
        var rows = readers.Read(database => database.Query(
            $"""
            SELECT events.id AS event_id, time, events.state AS event_state, next_due, events.answer AS event_answer,
                messages.id, url, topic, header, body, label, queue, schedule_id, flow_key
            FROM events JOIN messages ON messages.sequence = events.message
            WHERE {filter.Where} ORDER BY events.id {(isAscending ? "" : "DESC")} LIMIT {count}
            """, row => (Id: row.Number("event_id")!.Value, Event: Of(row)), filter.Parameters));
        return (rows.Count < count ? "" : rows[^1].Id.ToString(CultureInfo.InvariantCulture), [.. rows.Select(row => row.Event)]);
    }

    private static EventResponse Of(SqliteDataReader row)
    {
        var published = new Publication(row.Text("url")!, Headers.Parse(row.Text("header")!), row.Bytes("body") ?? []);
        var redaction = Redaction.Of(published.Header);
        var answer = Answer.Read(row.Text("event_answer"));
        return new EventResponse(
            row.Number("time")!.Value, row.Text("event_state")!, row.Text("id")!, row.Number("next_due"), Event.Describe(answer),
            published.Destination, row.Text("topic"), redaction.Header(published.Forwarded), redaction.Body(published.Body),
            row.Text("label")?.Split(',')[0], row.Text("label")?.Split(','), row.Text("queue"), row.Text("schedule_id"), row.Text("flow_key"),
            answer?.Status, answer?.Header, answer is null ? null : BodyText.Of(answer.Body));
    }

    private sealed record EventResponse(
        long Time, string State, string MessageId, long? NextDeliveryTime, string? Error, string Url, string? TopicName, Headers Header, byte[]? Body,
        string? Label, string[]? Labels, string? QueueName, string? ScheduleId, string? FlowControlKey, int? ResponseStatus, Headers? ResponseHeaders,
        string? ResponseBody);
}
