using System.Globalization;
using System.Text.Json;

namespace SubTracker.ApiService.Platform;

/// <summary>Reads the values of a query string and collects what is wrong with them, under the names that the client sent.</summary>
internal sealed class QueryReader
{
    public Dictionary<string, string[]> Errors { get; } = [];

    public void Fail(string name, string message) => Errors[name] = [message];

    public T? Read<T>(string name, string? text, Func<string, T?> parse, string message) where T : class
    {
        var value = text is null ? null : parse(text);
        if (text is not null && value is null)
            Fail(name, message);
        return value;
    }

    public T? ReadValue<T>(string name, string? text, Func<string, T?> parse, string message) where T : struct
    {
        var value = text is null ? null : parse(text);
        if (text is not null && value is null)
            Fail(name, message);
        return value;
    }

    public int? ReadNumber(string name, string? text, int least, int most) => ReadValue<int>(
        name, text,
        t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null,
        most == int.MaxValue ? $"A whole number from {least}." : $"A whole number from {least} to {most}.");

    public DateOnly? ReadDay(string name, string? text) => ReadValue<DateOnly>(
        name, text,
        t => DateOnly.TryParseExact(t, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        "A day is written yyyy-MM-dd.");

    public bool? ReadFlag(string name, string? text) => ReadValue<bool>(name, text, t => bool.TryParse(t, out var flag) ? flag : null, "true or false.");

    /// <summary>One of the contract's words, in any case; never a number.</summary>
    public T? ReadWord<T>(string name, string? text) where T : struct, Enum => ReadValue<T>(
        name, text,
        t => Enum.GetValues<T>().Where(v => string.Equals(Word(v), t, StringComparison.OrdinalIgnoreCase)).Select(v => (T?)v).FirstOrDefault(),
        $"One of {string.Join(", ", Enum.GetValues<T>().Select(Word))}.");

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
