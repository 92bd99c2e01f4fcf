namespace SubTracker.Contracts.Subscriptions;

/// <param name="Effective">When the subscription ends: with the period paid for, or today.</param>
public sealed record CancelRequest(CancelEffective Effective = CancelEffective.PeriodEnd);

/// <param name="Until">The day it resumes by itself; without one it waits for <c>/resume</c>.</param>
public sealed record PauseRequest([property: CalendarDay] DateOnly? Until = null);

/// <param name="On">The day it was paid, from which it counts on: today where none is given, or up to the day it is due.</param>
public sealed record RenewRequest([property: CalendarDay] DateOnly? On = null);
