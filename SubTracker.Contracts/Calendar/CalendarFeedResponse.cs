namespace SubTracker.Contracts.Calendar;

/// <summary>The secret address that a calendar program subscribes to; whoever has it can read it, until a new one is made.</summary>
/// <param name="Path">From the root of the server, for a client that knows its public address.</param>
/// <param name="Url">The same behind the address that this request came to.</param>
public sealed record CalendarFeedResponse(string Path, string Url, DateTimeOffset CreatedAt);
