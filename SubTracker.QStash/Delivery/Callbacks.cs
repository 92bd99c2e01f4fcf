using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Delivery;

/// <summary>The message that tells how another one ended.</summary>
internal static class Callbacks
{
    public const string OnEnd = "upstash-callback";
    public const string OnFailure = "upstash-failure-callback";

    public static void Publish(Database database, Message message, Answer answer, DateTimeOffset now) =>
        Publish(database, OnEnd, message, Body(message, answer), now);

    /// <summary>Publishes to the url in the header <paramref name="name"/>, as if with the headers whose names begin with it.</summary>
    public static string? Publish(Database database, string name, Message message, CallbackBody body, DateTimeOffset now, Headers? instructions = null)
    {
        instructions ??= message.Header;
        if (instructions[name] is not { Length: > 0 } url)
            return null;
        return database.Publish(new Publication(url, Instructions(instructions, name), Json.Bytes(body), CallerIp: message.CallerIp), now.ToUnixTimeMilliseconds()).MessageId;
    }

    /// <summary>The callback's own headers, out of those of the message that it tells of.</summary>
    public static Headers Instructions(Headers published, string name)
    {
        var header = new Headers();
        foreach (var (below, values) in published.Below(name + "-"))
            header.Set("upstash-" + below, values);
        header.Set("content-type", "application/json");
        return header;
    }

    public static CallbackBody Body(Message message, Answer answer) => new()
    {
        Status = answer.Status,
        Header = answer.Header,
        Body = answer.Error is { } error && answer.Body.Length == 0 ? System.Text.Encoding.UTF8.GetBytes(error) : answer.Body,
        Retried = message.Retried,
        MaxRetries = message.MaxRetries,
        SourceMessageId = message.Id,
        Url = message.Url,
        Method = message.Method,
        SourceHeader = new Publication(message.Url, message.Header, []).Forwarded,
        SourceBody = message.Body ?? [],
        NotBefore = message.Due,
        CreatedAt = message.CreatedAt,
        ScheduleId = message.ScheduleId,
        CallerIP = message.CallerIp,
    };
}
