using Microsoft.Net.Http.Headers;

namespace SubTracker.ApiService.Platform;

/// <summary>The strong ETag of a document is its version in quotes (RFC 9110 § 8.8.3).</summary>
internal static class EntityTag
{
    public static void SetETag(this HttpContext context, long version) => context.Response.Headers.ETag = $"\"{version}\"";

    /// <summary>What <c>If-Match</c> says to a document at <paramref name="version"/>: nothing or agreement, stale, or not an entity tag at all.</summary>
    public static Precondition IfMatch(this HttpContext context, long version)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0)
            return Precondition.Holds;
        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags))
            return Precondition.Malformed;
        return tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || (!t.IsWeak && t.Tag == $"\"{version}\"")) ? Precondition.Holds : Precondition.Stale;
    }
}

internal enum Precondition { Holds, Stale, Malformed }
