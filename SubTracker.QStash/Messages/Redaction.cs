using System.Security.Cryptography;
using System.Text;
using SubTracker.QStash.Access;

namespace SubTracker.QStash.Messages;

/// <summary>
/// What a publisher does not want shown (<c>Upstash-Redact-Fields: body, header[Authorization]</c>): its hash stands for it, by which two values can
/// be compared. Deliveries carry the value itself.
/// </summary>
internal sealed class Redaction
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private bool _hidesHeaders;
    private bool _hidesBody;

    private Redaction(string fields)
    {
        foreach (var field in fields.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            Add(field);
    }

    public static Redaction Of(Headers published) => new(published["upstash-redact-fields"] ?? "");

    public byte[] Body(byte[] body) => _hidesBody && body.Length > 0 ? Encoding.UTF8.GetBytes(Hidden(body)) : body;

    public string? Body(string? body) => _hidesBody && !string.IsNullOrEmpty(body) ? Hidden(Encoding.UTF8.GetBytes(body)) : body;

    public Headers Header(Headers shown)
    {
        var redacted = new Headers();
        foreach (var (name, values) in shown)
            redacted.Set(name, _hidesHeaders || _names.Contains(name) ? [.. values.Select(value => Hidden(Encoding.UTF8.GetBytes(value)))] : values);
        return redacted;
    }

    // Official clients write "header", the documentation of the service "headers".
    private void Add(string field)
    {
        if (field == "body")
            _hidesBody = true;
        else if (field is "header" or "headers")
            _hidesHeaders = true;
        else if (field.EndsWith(']') && (field.StartsWith("header[", StringComparison.Ordinal) || field.StartsWith("headers[", StringComparison.Ordinal)))
            _names.Add(field[(field.IndexOf('[', StringComparison.Ordinal) + 1)..^1]);
        else
            // Its publisher would believe to be hidden what is not.
            throw Refusal.BadRequest($"Upstash-Redact-Fields knows body, header and header[Name], not '{field}'");
    }

    private static string Hidden(byte[] value) => "REDACTED:" + Convert.ToHexStringLower(SHA256.HashData(value));
}
