using System.Security.Cryptography;
using System.Text;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Messages;

/// <summary>What is published twice within ten minutes is delivered once.</summary>
internal static class Deduplication
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(10);

    /// <summary>The message that this one repeats, if its publisher wants to know.</summary>
    public static string? Find(Database database, Publication publication, long now) => Key(publication) is { } key
        ? database.First("SELECT message_id FROM deduplications WHERE key = $1 AND expires_at > $2", row => row.GetString(0), key, now)
        : null;

    public static void Remember(Database database, Publication publication, string messageId, long now)
    {
        if (Key(publication) is { } key)
        {
            database.Execute("INSERT OR REPLACE INTO deduplications (key, message_id, expires_at) VALUES ($1, $2, $3)",
                key, messageId, now + (long)s_window.TotalMilliseconds);
        }
    }

    private static string? Key(Publication publication)
    {
        if (publication.Header["upstash-deduplication-id"] is { Length: > 0 } id)
            return $"id:{id} {publication.Destination}";
        if (publication.Header["upstash-content-based-deduplication"] is not { } wanted || !wanted.Equals("true", StringComparison.OrdinalIgnoreCase))
            return null;
        var forwarded = string.Join('\n', publication.Header.Below("upstash-forward-")
            .Select(header => $"{header.Key.ToUpperInvariant()}:{string.Join(',', header.Value)}").Order(StringComparer.Ordinal));
        var content = Encoding.UTF8.GetBytes($"{publication.Method} {publication.Destination}\n{forwarded}\n\n");
        return "content:" + Convert.ToHexString(SHA256.HashData([.. content, .. publication.Body]));
    }
}
