using System.Text.Json;
using System.Text.RegularExpressions;
using SubTracker.Contracts;

namespace SubTracker.ApiService.Platform;

/// <summary>Says in the client's terms what the serializer could not read. The serializer tells it in its message only.</summary>
internal static partial class UnreadableJson
{
    public static Dictionary<string, string[]> Errors(JsonException exception)
    {
        var path = exception.Path is { Length: > 2 } found ? found[2..] : "";
        if (MissingMembers().Match(exception.Message) is { Success: true } missing)
        {
            string[] required = ["This field is required."];
            var prefix = path.Length == 0 ? "" : path + ".";
            return QuotedNames().Matches(missing.Groups["names"].Value).ToDictionary(name => prefix + name.Groups[1].Value, _ => required);
        }

        if (exception.InnerException is JsonException or null && NotJson(exception))
            return new() { ["body"] = [$"The body is not JSON: it cannot be read from line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}."] };
        return new() { [path.Length == 0 ? "body" : path] = [Sentence(exception)] };
    }

    private static bool NotJson(JsonException exception) =>
        exception.GetType() != typeof(JsonException) || exception.InnerException is JsonException;

    private static string Sentence(JsonException exception)
    {
        if (NullMember().IsMatch(exception.Message))
            return "This field may not be null.";
        if (exception.Message.Contains("DateOnly", StringComparison.Ordinal))
            return "Write the day as yyyy-MM-dd, for example 2026-01-31.";
        return WrongType().Match(exception.Message) is { Success: true } wrong
            ? $"This value is not {Expected(wrong.Groups["type"].Value)}."
            : exception.Message;
    }

    private static string Expected(string type) => type switch
    {
        _ when typeof(ContractJson).Assembly.GetType(type) is { IsEnum: true } words => "one of " + string.Join(", ", Words.Of(words)),
        _ when type.Contains("Int32", StringComparison.Ordinal) || type.Contains("Int64", StringComparison.Ordinal) => "a whole number",
        _ when type.Contains("Decimal", StringComparison.Ordinal) => "a number",
        _ when type.Contains("Boolean", StringComparison.Ordinal) => "true or false",
        _ when type.Contains("TimeOnly", StringComparison.Ordinal) => "a time of day such as 09:00",
        _ when type.Contains("List", StringComparison.Ordinal) => "a list",
        "System.String" => "a text",
        _ => "an object",
    };

    [GeneratedRegex(@"was missing required properties including: (?<names>.+)\.$")]
    private static partial Regex MissingMembers();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex QuotedNames();

    [GeneratedRegex("doesn't allow (setting )?null values")]
    private static partial Regex NullMember();

    [GeneratedRegex(@"could not be converted to (System\.Nullable`1\[)?(?<type>[^\s\]]+)\]?\.")]
    private static partial Regex WrongType();
}
