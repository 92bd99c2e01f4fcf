using System.Text.Json;

namespace SubTracker.ApiService.Transfer;

/// <summary>The JSON of a file, which may be several documents one after the other, and the list in it that matters.</summary>
internal sealed record JsonEntries(IReadOnlyList<JsonElement> Documents, ImportRow? Wrong = null)
{
    public static JsonEntries Of(FileText text)
    {
        var reader = new Utf8JsonReader(text.Utf8.Span, new JsonReaderOptions { AllowMultipleValues = true });
        var documents = new List<JsonElement>();
        try
        {
            while (reader.Read())
                documents.Add(JsonElement.ParseValue(ref reader));
            return new(documents);
        }
        catch (JsonException exception)
        {
            var (line, position) = (exception.LineNumber + 1, exception.BytePositionInLine + 1);
            return new([], ImportRow.Wrong(0, "file", $"This is not JSON from line {line}, byte {position} on."));
        }
    }

    /// <summary>The list under one of these names, or a document that is a list itself.</summary>
    public IEnumerable<JsonElement>? List(params string[] names)
    {
        foreach (var document in Documents)
        {
            if (document.ValueKind == JsonValueKind.Array)
                return document.EnumerateArray();
            foreach (var name in names)
                if (document.Member(name) is { ValueKind: JsonValueKind.Array } list)
                    return list.EnumerateArray();
        }
        return null;
    }
}

/// <summary>Reads members that may be missing, null or of another kind.</summary>
internal static class JsonMembers
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>A text, or a number as it is written; empty where there is none.</summary>
    public static string Text(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!.Trim(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => "",
    };

    public static int? Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    /// <summary>The day of a date or of an instant, as it is written.</summary>
    public static DateOnly? Day(this JsonElement element, string name) =>
        element.Text(name) is { Length: >= 10 } text && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", out var day) && day.Year > 1 ? day : null;
}
