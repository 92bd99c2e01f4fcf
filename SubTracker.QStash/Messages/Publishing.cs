using SubTracker.QStash.Access;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Messages;

/// <summary>What a publisher is told.</summary>
internal sealed record Accepted(string MessageId, string? Url = null, bool? Deduplicated = null);

internal static class Publishing
{
    public static Accepted Publish(this Database database, Publication publication, long now)
    {
        CheckDestination(publication.Destination);
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

    private static Accepted PublishPlain(Database database, Publication publication, long now)
    {
        var message = Draft(publication, MessageKind.Plain, publication.Retries(), now) with { Body = publication.Body };
        message.Insert(database);
        return new Accepted(message.Id, message.Url);
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
        };

    private static void CheckDestination(string destination)
    {
        if (!destination.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            && !destination.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            throw Refusal.BadRequest("invalid destination url: endpoint has invalid scheme, add http:// or https://");
        if (!Uri.TryCreate(destination, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0)
            throw Refusal.BadRequest($"invalid destination url: {destination}");
    }
}
