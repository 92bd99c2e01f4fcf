namespace SubTracker.Upstash;

/// <summary>A request whose headers are those of a message.</summary>
internal sealed record QStashRequest(string Path, IReadOnlyDictionary<string, string> Headers, string? Body);
