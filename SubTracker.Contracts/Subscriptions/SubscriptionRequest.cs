using System.ComponentModel.DataAnnotations;
using SubTracker.Contracts.Currencies;

namespace SubTracker.Contracts.Subscriptions;

/// <summary>
/// A subscription as its owner writes it: body of create, replace and preview. One of <c>StartDate</c> and <c>RenewalDate</c> is required;
/// on create the renewal date is the start where no start is given.
/// </summary>
public sealed record SubscriptionRequest(
    [property: StringLength(100, MinimumLength = 2, ErrorMessage = "The name has 2 to 100 characters.")] string Name,
    [property: Range(typeof(decimal), "0", "999999999", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true,
        ErrorMessage = "The price lies between 0 and 999,999,999.")] decimal Price,
    [property: CurrencyCode] string Currency,
    Frequency Frequency,
    [property: Range(1, 366, ErrorMessage = "The interval lies between 1 and 366.")] int Interval = 1,
    [property: CalendarDay] DateOnly? StartDate = null,
    [property: CalendarDay] DateOnly? RenewalDate = null,
    bool LastDayOfMonth = false,
    WeekendRule WeekendRule = WeekendRule.None,
    [property: CalendarDay(AllowFarFuture = true)] DateOnly? EndDate = null,
    [property: Range(1, 1200, ErrorMessage = "The number of payments lies between 1 and 1200.")] int? Payments = null,
    [property: CalendarDay] DateOnly? TrialEndsOn = null,
    NoticePeriod? NoticePeriod = null,
    [property: StringLength(50, MinimumLength = 1, ErrorMessage = "The category has 1 to 50 characters.")] string Category = "other",
    [property: Tags] IReadOnlyList<string>? Tags = null,
    [property: StringLength(100, ErrorMessage = "The payment method has at most 100 characters.")] string PaymentMethod = "",
    [property: WebAddress] string? Url = null,
    [property: StringLength(4000, ErrorMessage = "The notes have at most 4,000 characters.")] string Notes = "",
    ReminderSettings? Reminders = null,
    bool AutoRenew = true,
    Share? Share = null) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (StartDate is null && RenewalDate is null)
            yield return new("Give the day of the first payment as startDate, or the next renewal as renewalDate.", [nameof(StartDate)]);
        if (string.IsNullOrWhiteSpace(Name) || Name.Trim().Length < 2)
            yield return new("The name has 2 to 100 characters.", [nameof(Name)]);
        if (Iso4217.Find(Currency) is { } currency && !currency.CanWrite(Price))
            yield return new($"A price in {currency.Code} has at most {currency.Digits} decimals.", [nameof(Price)]);
        if (LastDayOfMonth && Frequency is Frequency.Daily or Frequency.Weekly or Frequency.Once)
            yield return new("The last day of the month goes with a cycle of months or years.", [nameof(LastDayOfMonth)]);
        var start = StartDate ?? RenewalDate;
        if (EndDate < start)
            yield return new("The end date lies before the start date.", [nameof(EndDate)]);
        if (TrialEndsOn < start)
            yield return new("The trial ends before the start date.", [nameof(TrialEndsOn)]);
    }
}

/// <summary>How long before a renewal the provider must be told.</summary>
public sealed record NoticePeriod(
    [property: Range(1, 366, ErrorMessage = "The notice period counts 1 to 366 units.")] int Count,
    PeriodUnit Unit);

/// <summary>When to remind. Where <c>DaysBefore</c> or <c>TimeOfDay</c> is absent, the user's own defaults hold.</summary>
/// <param name="Channels">Ids of the channels it goes over; all that are switched on where it is absent.</param>
public sealed record ReminderSettings(
    bool Enabled = true,
    [property: DaysBefore] IReadOnlyList<int>? DaysBefore = null,
    TimeOnly? TimeOfDay = null,
    [property: MaxLength(20, ErrorMessage = "At most 20 channels.")] IReadOnlyList<string>? Channels = null);
