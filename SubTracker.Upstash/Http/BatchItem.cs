namespace SubTracker.Upstash;

/// <summary>One message of <c>POST /v2/batch</c>. Header names are lower case, as the official SDK writes them here.</summary>
internal sealed record BatchItem(string Destination, IReadOnlyDictionary<string, string> Headers, string? Body, string? Queue = null);

/// <summary>What QStash says of one accepted message.</summary>
internal sealed record BatchAnswer(string? MessageId, string? Url, bool Deduplicated, string? Error);
