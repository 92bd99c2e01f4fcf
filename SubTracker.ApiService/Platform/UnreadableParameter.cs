using System.Text.RegularExpressions;

namespace SubTracker.ApiService.Platform;

/// <summary>Says which value of the address could not be read. The framework tells it in its message only.</summary>
internal static partial class UnreadableParameter
{
    public static Dictionary<string, string[]>? Errors(string message)
    {
        if (Wrong().Match(message) is { Success: true } wrong)
            return new() { [wrong.Groups["name"].Value] = [$"\"{wrong.Groups["value"].Value}\" is not {Expected(wrong.Groups["type"].Value)}."] };
        if (Missing().Match(message) is { Success: true } missing)
            return new() { [missing.Groups["name"].Value] = ["This parameter is required."] };
        return null;
    }

    private static string Expected(string type) => type switch
    {
        _ when type.Contains("DateOnly", StringComparison.Ordinal) => "a day such as 2026-01-31",
        _ when type.Contains("bool", StringComparison.Ordinal) => "true or false",
        _ when type.Contains("int", StringComparison.Ordinal) => "a whole number",
        _ => "a number",
    };

    [GeneratedRegex("""^Failed to bind parameter "(?<type>.*) (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline)]
    private static partial Regex Wrong();

    [GeneratedRegex("""^Required parameter ".* (?<name>\w+)" was not provided from (query string|route|header)\.$""")]
    private static partial Regex Missing();
}
