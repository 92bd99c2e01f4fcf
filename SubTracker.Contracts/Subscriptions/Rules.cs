using System.ComponentModel.DataAnnotations;

namespace SubTracker.Contracts.Subscriptions;

/// <summary>A day that the calendar works with: 1970-01-01 to 2099-12-31, to 9999-12-31 with <see cref="AllowFarFuture"/>.</summary>
public sealed class CalendarDayAttribute : ValidationAttribute
{
    private static readonly DateOnly s_first = new(1970, 1, 1);
    private static readonly DateOnly s_last = new(2099, 12, 31);

    public bool AllowFarFuture { get; set; }

    public override bool IsValid(object? value) => value is not DateOnly day || (day >= s_first && (AllowFarFuture || day <= s_last));

    public override string FormatErrorMessage(string name) =>
        $"The day lies between 1970-01-01 and {(AllowFarFuture ? "9999" : "2099")}-12-31.";
}

/// <summary>Offsets of reminders: 0 to 365 days, at most 10, each once.</summary>
public sealed class DaysBeforeAttribute() : ValidationAttribute("Up to 10 different numbers of days, each between 0 and 365.")
{
    public override bool IsValid(object? value) =>
        value is not IReadOnlyList<int> days
        || (days.Count <= 10 && days.All(d => d is >= 0 and <= 365) && days.Distinct().Count() == days.Count);
}

/// <summary>At most 20 tags, each 1 to 50 characters.</summary>
public sealed class TagsAttribute() : ValidationAttribute("At most 20 tags, each 1 to 50 characters.")
{
    public override bool IsValid(object? value) =>
        value is not IReadOnlyList<string> tags
        || (tags.Count <= 20 && tags.All(t => t is { Length: <= 50 } && !string.IsNullOrWhiteSpace(t)));
}

/// <summary>At most 20 names of people, each 1 to 50 characters.</summary>
public sealed class NamesAttribute() : ValidationAttribute("At most 20 names, each 1 to 50 characters.")
{
    public override bool IsValid(object? value) =>
        value is not IReadOnlyList<string> names
        || (names.Count <= 20 && names.All(n => n is { Length: <= 50 } && !string.IsNullOrWhiteSpace(n)));
}

/// <summary>An absolute http or https address of at most 2,048 characters.</summary>
public sealed class WebAddressAttribute() : ValidationAttribute("The address starts with http:// or https:// and has at most 2,048 characters.")
{
    public override bool IsValid(object? value) =>
        value is not string address || address.Length == 0
        || (address.Length <= 2048 && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");
}
