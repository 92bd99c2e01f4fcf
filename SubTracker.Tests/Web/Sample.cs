using SubTracker.Contracts.Auth;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Users;

namespace SubTracker.Tests.Web;

/// <summary>What the API answers in the tests of the pages, where today is 2026-11-20.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    public static UserResponse Ada { get; } = new(
        "ada", "Ada Lovelace", "ada@example.org", Role.User, "EUR", "Europe/Berlin",
        new([7, 5, 2, 1], new(9, 0)), Now, Now);

    public static SignedInResponse SignedIn { get; } = new("an.access.token", Now.AddMinutes(15), "a-session-handle", Ada);

    public static SubscriptionResponse Netflix { get; } = new(
        "netflix", "Netflix", 15.99m, "EUR", Frequency.Monthly, 1, new(2026, 1, 30), false, WeekendRule.None,
        new(2026, 11, 30), AutoRenew: true, Overdue: false, EndDate: null, Payments: null, TrialEndsOn: null, NoticePeriod: null, CancelBy: null,
        "entertainment", ["family"], "Visa 1234", "https://www.netflix.com", "",
        SubscriptionStatus.Active, EndsOn: null, PausedUntil: null, Pauses: [],
        [new(new(2026, 1, 30), 15.99m, "EUR")], PriceIncreases: [], Share: null, new(true, [7, 5, 2, 1], new(9, 0), true), 3, Now, Now);

    public static PreviewResponse Preview { get; } = new(
        [new(2026, 11, 30), new(2026, 12, 30)], new(2026, 11, 23),
        [
            new(ReminderKind.Renewal, new(2026, 11, 30), Now.AddDays(-1), "2026-11-19T09:00", 11),
            new(ReminderKind.Renewal, new(2026, 11, 30), Now.AddDays(3), "2026-11-23T09:00", 7),
        ],
        15.99m, 191.88m);
}
