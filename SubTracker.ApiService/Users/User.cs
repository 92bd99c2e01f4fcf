using SubTracker.Contracts.Users;

namespace SubTracker.ApiService.Users;

/// <param name="Version">Raised by every write.</param>
/// <param name="SettingsVersion">Raised by every change of the zone or the reminder defaults, which all the user's plans follow.</param>
/// <param name="SettingsPlanned">The settings version that all the user's plans have caught up with.</param>
/// <param name="Disabled">An administrator has closed the account: nobody signs in to it, and nothing is said to it.</param>
internal sealed record User(
    string Id, string Name, string Email, string PasswordHash, Role Role, string Currency, string TimeZone, ReminderDefaults Reminders,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version = 1, long SettingsVersion = 1, long SettingsPlanned = 1,
    bool Disabled = false)
{
    /// <summary>Somebody who has just signed up, with the defaults that everybody begins with.</summary>
    public static User New(string id, string name, string email, string passwordHash, string timeZone, DateTimeOffset now) => new(
        id, name.Trim(), email.Trim(), passwordHash, Role.User, Currency: "EUR", timeZone,
        new ReminderDefaults([7, 5, 2, 1], new TimeOnly(9, 0)), CreatedAt: now, UpdatedAt: now);

    /// <summary>Two spellings of one address are one account.</summary>
    public string EmailKey => KeyOf(Email);

    public static string KeyOf(string email) => email.Trim().ToLowerInvariant();

    public User Updated(UpdateUserRequest change, DateTimeOffset now)
    {
        var zone = change.TimeZone ?? TimeZone;
        var reminders = new ReminderDefaults(
            change.Reminders?.DaysBefore ?? Reminders.DaysBefore, change.Reminders?.TimeOfDay ?? Reminders.TimeOfDay,
            change.Reminders?.Digest ?? Reminders.Digest);
        var plansFollow = zone != TimeZone
            || reminders.TimeOfDay != Reminders.TimeOfDay
            || !reminders.DaysBefore.SequenceEqual(Reminders.DaysBefore);
        return this with
        {
            Name = change.Name?.Trim() ?? Name,
            Currency = change.Currency ?? Currency,
            TimeZone = zone,
            Reminders = reminders,
            UpdatedAt = now,
            Version = Version + 1,
            SettingsVersion = plansFollow ? SettingsVersion + 1 : SettingsVersion,
        };
    }

    public UserResponse ToResponse() => new(Id, Name, Email, Role, Currency, TimeZone, Reminders, CreatedAt, UpdatedAt, Disabled);
}
