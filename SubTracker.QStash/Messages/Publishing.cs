using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;
using SubTracker.QStash.UrlGroups;

namespace SubTracker.QStash.Messages;

/// <summary>What a publisher is told.</summary>
internal sealed record Accepted(string MessageId, string? Url = null, bool? Deduplicated = null);

internal static class Publishing
{
    /// <summary>Publishes to a url, or to every url of a group.</summary>
    /// <returns>One <see cref="Accepted"/>, or a list of them for a group.</returns>
    public static object PublishAnywhere(this Database database, Publication publication, long now)
    {
        if (Destination.IsUrl(publication.Destination) || UrlGroup.Find(database, publication.Destination) is not { } urls)
            return database.Publish(publication, now);
        return urls.Select(url => database.Publish(publication with { Destination = url, Topic = publication.Destination }, now)).ToList();
    }

    public static Accepted Publish(this Database database, Publication publication, long now)
    {
        Instructions.Check(publication, database.AllowsPrivateAddresses);
        if (publication.RunId is not { Length: > 0 } runId)
            return PublishPlain(database, publication, now);
        if (publication.StartsRun)
            return database.StartRun(runId, publication, now);
        return publication.CallType switch
        {
            "toCallback" => database.CallFromRun(runId, publication, now),
            "fromCallback" => database.PublishToRun(runId, MessageKind.CallResult, publication, now),
            "failureCall" => database.PublishToRun(runId, MessageKind.RunFailure, publication, now),
            _ => database.AppendStep(runId, publication, now),
        };
    }

    public static Message Draft(Publication publication, MessageKind kind, int maxRetries, long now) =>
        new(Identifiers.New("msg_"), kind, publication.Destination, publication.Method, publication.Header)
        {
            Due = publication.DueAt(now),
            RunId = publication.RunId,
            MaxRetries = maxRetries,
            CreatedAt = now,
            CallerIp = publication.CallerIp,
            Label = publication.Label,
            Queue = publication.Queue,
            FlowKey = publication.FlowKey,
            ScheduleId = publication.ScheduleId,
            Topic = publication.Topic,
        };

    private static Accepted PublishPlain(Database database, Publication publication, long now)
    {
        if (Deduplication.Find(database, publication, now) is { } earlier)
            return new Accepted(earlier, publication.Destination, Deduplicated: true);
        var message = Draft(publication, MessageKind.Plain, publication.Retries(), now) with { Body = publication.Body };
        message.Insert(database);
        Deduplication.Remember(database, publication, message.Id, now);
        return new Accepted(message.Id, message.Url);
    }
}
