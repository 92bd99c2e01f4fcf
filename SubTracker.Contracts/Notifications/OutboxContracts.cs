namespace SubTracker.Contracts.Notifications;

/// <summary>A message that was not sent because no mail server is configured; it lies here for its owner to read.</summary>
public sealed record OutboxMessageResponse(string Id, string To, string Subject, string Text, DateTimeOffset CreatedAt);
