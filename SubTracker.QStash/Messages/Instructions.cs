using System.Buffers;
using SubTracker.QStash.Access;
using SubTracker.QStash.Delivery;
using SubTracker.QStash.FlowControl;

namespace SubTracker.QStash.Messages;

/// <summary>Refuses headers that could not be obeyed or sent later, before anything is written.</summary>
internal static class Instructions
{
    private static readonly SearchValues<char> s_nameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly string[] s_methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    public static void Check(Publication publication, bool allowPrivate)
    {
        Destination.Check(publication.Destination, allowPrivate);
        var header = publication.Header;
        foreach (var (name, values) in header)
        {
            if (name.AsSpan().ContainsAnyExcept(s_nameCharacters))
                throw Refusal.BadRequest($"'{name}' is no header name");
            if (values.Any(value => value.Any(char.IsControl)))
                throw Refusal.BadRequest($"the header {name} contains control characters");
        }

        if (!s_methods.Contains(publication.Method))
            throw Refusal.BadRequest($"Upstash-Method is one of {string.Join(' ', s_methods)}, not '{publication.Method}'");
        if (header["upstash-retry-delay"] is { } delay && RetryExpression.Evaluate(delay, 0) is null)
            throw Refusal.BadRequest($"Upstash-Retry-Delay is arithmetic over retried, giving milliseconds, not '{delay}'");
        if (header["upstash-timeout"] is { } timeout && !(Duration.Parse(timeout) > TimeSpan.Zero))
            throw Refusal.BadRequest($"Upstash-Timeout is a duration such as 30s, not '{timeout}'");
        if (header["upstash-flow-control-value"] is { } flow)
            FlowValue.Parse(flow);
        _ = (publication.Retries(), publication.DueAt(0), Redaction.Of(header));
        // What will be published in answer must be as good, since nobody can be told then.
        foreach (var name in new[] { Callbacks.OnEnd, Callbacks.OnFailure })
        {
            if (header[name] is { Length: > 0 } url)
                Check(new Publication(url, Callbacks.Instructions(header, name), []), allowPrivate);
        }
    }
}
