using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Contracts.Users;

public enum Role { User, Admin }

/// <param name="Disabled">An administrator has closed the account.</param>
public sealed record UserResponse(
    string Id, string Name, string Email, Role Role, string Currency, string TimeZone, ReminderDefaults Reminders,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, bool Disabled = false);

/// <summary>When reminders are sent where a subscription does not say otherwise.</summary>
/// <param name="Digest">What is due at this time of day comes in one message a channel; a webhook gets each by itself.</param>
public sealed record ReminderDefaults([property: DaysBefore] IReadOnlyList<int> DaysBefore, TimeOnly TimeOfDay, bool Digest = false);

/// <summary>What is absent stays as it is. <c>TimeZone</c> is an IANA name, such as Europe/Berlin.</summary>
public sealed record UpdateUserRequest(
    [property: PersonName] string? Name = null,
    [property: CurrencyCode] string? Currency = null,
    string? TimeZone = null,
    UpdateReminderDefaults? Reminders = null);

public sealed record UpdateReminderDefaults([property: DaysBefore] IReadOnlyList<int>? DaysBefore = null, TimeOnly? TimeOfDay = null, bool? Digest = null);
