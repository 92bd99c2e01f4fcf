using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Users;
using SubTracker.Web.Components.Parts;

namespace SubTracker.Web.Components.Subscriptions;

public enum ReminderChoice { Defaults, Own, Off }

public enum StartKind { FirstPayment, NextRenewal }

/// <summary>A subscription as it is being typed: text, until it is asked for as a request.</summary>
public sealed class SubscriptionDraft
{
    public string? Name { get; set; } = "";
    public string? Price { get; set; } = "";
    public string? Currency { get; set; }
    public string? Frequency { get; set; } = nameof(Contracts.Subscriptions.Frequency.Monthly);
    public string? Interval { get; set; } = "1";
    public StartKind StartKind { get; set; }
    public string? Start { get; set; }
    public bool LastDayOfMonth { get; set; }
    public string? WeekendRule { get; set; } = nameof(Contracts.Subscriptions.WeekendRule.None);
    public string? EndDate { get; set; }
    public string? Payments { get; set; }
    public string? TrialEndsOn { get; set; }
    public string? NoticeCount { get; set; }
    public string? NoticeUnit { get; set; } = nameof(PeriodUnit.Month);
    public string? Category { get; set; } = "";
    public string? Tags { get; set; }
    public string? PaymentMethod { get; set; } = "";
    public string? Url { get; set; }
    public string? Notes { get; set; } = "";
    public bool AutoRenew { get; set; } = true;
    public string? SharePercent { get; set; }
    public string? ShareWith { get; set; }
    public ReminderChoice Reminders { get; set; }
    public string? DaysBefore { get; set; }

    /// <summary>Ids; none of them means all that are switched on.</summary>
    public HashSet<string> Channels { get; }
    public string? TimeOfDay { get; set; }

    private SubscriptionDraft(IEnumerable<string>? channels = null) => Channels = [.. channels ?? []];

    public static SubscriptionDraft New(UserResponse user, DateOnly today) => new()
    {
        Currency = user.Currency,
        Start = Inputs.Write(today),
        DaysBefore = string.Join(", ", user.Reminders.DaysBefore),
        TimeOfDay = Inputs.Write(user.Reminders.TimeOfDay),
    };

    public static SubscriptionDraft Of(SubscriptionResponse subscription) => new(subscription.Reminders.Channels)
    {
        Name = subscription.Name,
        Price = Inputs.Write(subscription.Price),
        Currency = subscription.Currency,
        Frequency = subscription.Frequency.ToString(),
        Interval = $"{subscription.Interval}",
        Start = Inputs.Write(subscription.StartDate),
        LastDayOfMonth = subscription.LastDayOfMonth,
        WeekendRule = subscription.WeekendRule.ToString(),
        EndDate = Inputs.Write(subscription.EndDate),
        Payments = $"{subscription.Payments}",
        TrialEndsOn = Inputs.Write(subscription.TrialEndsOn),
        NoticeCount = $"{subscription.NoticePeriod?.Count}",
        NoticeUnit = (subscription.NoticePeriod?.Unit ?? PeriodUnit.Month).ToString(),
        Category = subscription.Category,
        Tags = string.Join(", ", subscription.Tags),
        PaymentMethod = subscription.PaymentMethod,
        Url = subscription.Url,
        Notes = subscription.Notes,
        AutoRenew = subscription.AutoRenew,
        SharePercent = Inputs.Write(subscription.Share?.Mine * 100),
        ShareWith = string.Join(", ", subscription.Share?.With ?? []),
        Reminders = !subscription.Reminders.Enabled ? ReminderChoice.Off
            : subscription.Reminders.UsesDefaults ? ReminderChoice.Defaults
            : ReminderChoice.Own,
        DaysBefore = string.Join(", ", subscription.Reminders.DaysBefore),
        TimeOfDay = Inputs.Write(subscription.Reminders.TimeOfDay),
    };

    /// <summary>The request, or what cannot be read.</summary>
    public (SubscriptionRequest? Request, FieldErrors Errors) Read()
    {
        var inputs = new Inputs();
        var frequency = Enum.Parse<Frequency>(Frequency!);
        var start = inputs.Day("startDate", Start);
        var request = new SubscriptionRequest(
            Name?.Trim() ?? "",
            inputs.Amount("price", Price) ?? 0,
            Currency ?? "",
            frequency,
            frequency == Contracts.Subscriptions.Frequency.Once ? 1 : inputs.Number("interval", Interval) ?? 1,
            StartKind == StartKind.FirstPayment ? start : null,
            StartKind == StartKind.NextRenewal ? start : null,
            LastDayOfMonth && CountsMonths,
            Enum.Parse<WeekendRule>(WeekendRule!),
            inputs.Day("endDate", EndDate),
            inputs.Number("payments", Payments),
            inputs.Day("trialEndsOn", TrialEndsOn),
            inputs.Number("noticePeriod.count", NoticeCount) is { } count ? new(count, Enum.Parse<PeriodUnit>(NoticeUnit!)) : null,
            string.IsNullOrWhiteSpace(Category) ? "other" : Category.Trim(),
            Inputs.List(Tags),
            PaymentMethod?.Trim() ?? "",
            string.IsNullOrWhiteSpace(Url) ? null : Url.Trim(),
            Notes ?? "",
            ReadReminders(inputs),
            AutoRenew,
            ReadShare(inputs));
        return inputs.Errors is { Any: true } errors ? (null, errors) : (request, FieldErrors.None);
    }

    public bool CountsMonths => Frequency is not (nameof(Contracts.Subscriptions.Frequency.Daily)
        or nameof(Contracts.Subscriptions.Frequency.Weekly) or nameof(Contracts.Subscriptions.Frequency.Once));

    private Share? ReadShare(Inputs inputs) =>
        inputs.OptionalAmount("share.mine", SharePercent) is { } percent ? new(percent / 100, Inputs.List(ShareWith)) : null;

    private ReminderSettings ReadReminders(Inputs inputs) => Reminders switch
    {
        ReminderChoice.Off => new(Enabled: false, Channels: OwnChannels),
        ReminderChoice.Own => new(true, inputs.Numbers("reminders.daysBefore", DaysBefore), inputs.Time("reminders.timeOfDay", TimeOfDay), OwnChannels),
        _ => new(Channels: OwnChannels),
    };

    private string[]? OwnChannels => Channels.Count == 0 ? null : [.. Channels.Order(StringComparer.Ordinal)];
}
