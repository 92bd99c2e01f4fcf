namespace SubTracker.Contracts.Subscriptions;

public enum Frequency { Daily, Weekly, Monthly, Quarterly, HalfYearly, Yearly, Once }

/// <summary>Where a renewal goes that falls on a Saturday or Sunday: nowhere, to the Friday before, to the Monday after.</summary>
public enum WeekendRule { None, Before, After }

public enum SubscriptionStatus { Trial, Active, Paused, Cancelled, Expired }

public enum PeriodUnit { Day, Week, Month, Year }

public enum CancelEffective { PeriodEnd, Now }
