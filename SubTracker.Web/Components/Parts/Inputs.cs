using System.Globalization;
using SubTracker.Web.Api;

namespace SubTracker.Web.Components.Parts;

/// <summary>Reads what was typed, and gathers what cannot be read; whether it is allowed is the API's to say.</summary>
internal sealed class Inputs
{
    private static readonly CultureInfo s_invariant = CultureInfo.InvariantCulture;
    private readonly Dictionary<string, string[]> _errors = [];

    public FieldErrors Errors => new(_errors);

    /// <summary>Stops where something could not be read: it is shown as the API's own refusals are.</summary>
    public void EnsureRead()
    {
        if (_errors.Count > 0)
            throw new ApiProblemException(400, "Something is missing", "Correct what is marked.", _errors);
    }

    public static string Write(DateOnly? day) => day?.ToString("yyyy-MM-dd", s_invariant) ?? "";

    public static string Write(TimeOnly? time) => time?.ToString("HH:mm", s_invariant) ?? "";

    public static string Write(decimal? number) => number?.ToString("0.##########", s_invariant) ?? "";

    /// <summary>A comma is read as a point: both are how people write 15.99.</summary>
    public decimal? Amount(string field, string? text) =>
        decimal.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, s_invariant, out var amount)
            ? amount
            : Unread<decimal>(field, "Write a number, such as 15.99.");

    public decimal? OptionalAmount(string field, string? text) => string.IsNullOrWhiteSpace(text) ? null : Amount(field, text);

    public DateOnly RequiredDay(string field, string? text) =>
        Day(field, text) ?? Unread<DateOnly>(field, "Choose a day.") ?? default;

    public int? Number(string field, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, s_invariant, out var number) ? number
        : Unread<int>(field, "Write a whole number.");

    public DateOnly? Day(string field, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", s_invariant, DateTimeStyles.None, out var day) ? day
        : Unread<DateOnly>(field, "Choose a day.");

    public TimeOnly? Time(string field, string? text) =>
        TimeOnly.TryParse(text, s_invariant, out var time)
            ? new TimeOnly(time.Hour, time.Minute)
            : Unread<TimeOnly>(field, "Choose a time, such as 09:00.");

    public IReadOnlyList<int>? Numbers(string field, string? text)
    {
        var numbers = new List<int>();
        foreach (var word in List(text))
        {
            if (!int.TryParse(word, NumberStyles.None, s_invariant, out var number))
            {
                _errors[field] = ["Write whole numbers with commas between them, such as 7, 2, 0."];
                return null;
            }
            numbers.Add(number);
        }
        return numbers;
    }

    public static string[] List(string? text) =>
        (text ?? "").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private T? Unread<T>(string field, string message) where T : struct
    {
        _errors[field] = [message];
        return null;
    }
}
