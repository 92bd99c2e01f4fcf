using System.Collections;
using System.Text.Json;
using System.Text.RegularExpressions;
using SubTracker.Contracts;

namespace SubTracker.ApiService.Platform;

/// <summary>Says in the client's terms what the serializer could not read. What is missing or null, it tells in its message only.</summary>
internal static partial class UnreadableJson
{
    private const string Body = "body";

    /// <param name="body">What the body was to be read as.</param>
    public static Dictionary<string, string[]> Errors(JsonException exception, Type? body)
    {
        if (exception.InnerException is JsonException)
            return new() { [Body] = [$"This is not JSON from line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1} on."] };

        var path = exception.Path is { Length: > 2 } found ? found[2..] : "";
        if (MissingMembers().Match(exception.Message) is { Success: true } missing)
        {
            string[] required = ["This field is required."];
            var prefix = path.Length == 0 ? "" : path + ".";
            return QuotedNames().Matches(missing.Groups["names"].Value).ToDictionary(name => prefix + name.Groups[1].Value, _ => required);
        }

        return new() { [path.Length == 0 ? Body : path] = [Sentence(exception, TypeAt(path, body))] };
    }

    private static string Sentence(JsonException exception, Type? expected)
    {
        if (exception.Message.Contains("allow null values", StringComparison.Ordinal))
            return "This field may not be null.";
        // The framework ends its sentences with the path; a converter of the contract says what it wants.
        if (!exception.Message.Contains(" Path: ", StringComparison.Ordinal))
            return exception.Message;
        return expected is null ? "This value cannot be used here." : $"This value is not {Description(expected)}.";
    }

    // The type in the framework's message is often that of the whole body, so the path is followed.
    private static Type? TypeAt(string path, Type? body)
    {
        var type = body;
        foreach (var segment in path.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            if (type is null)
                return null;
            var known = ContractJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
            type = segment.EndsWith(']')
                ? known.ElementType
                : known.Properties.FirstOrDefault(member => member.Name.Equals(segment, StringComparison.OrdinalIgnoreCase))?.PropertyType;
        }

        return type;
    }

    private static string Description(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } words => "one of " + string.Join(", ", Words.Of(words)),
        var text when text == typeof(string) => "a text",
        var truth when truth == typeof(bool) => "true or false",
        var whole when whole == typeof(int) || whole == typeof(long) => "a whole number",
        var number when number == typeof(decimal) || number == typeof(double) => "a number",
        var day when day == typeof(DateOnly) => "a day such as 2026-01-31",
        var instant when instant == typeof(DateTimeOffset) => "an instant such as 2026-01-31T09:00:00Z",
        var list when list.IsAssignableTo(typeof(IEnumerable)) => "a list",
        _ => "an object",
    };

    [GeneratedRegex(@"was missing required properties including: (?<names>.+)\.$")]
    private static partial Regex MissingMembers();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex QuotedNames();
}
