using System.Text;

namespace SubTracker.ApiService.Transfer;

/// <summary>The text of a file as UTF-8 without a byte order mark, and the encoding that it was in.</summary>
internal sealed record FileText(ReadOnlyMemory<byte> Utf8, string Encoding)
{
    private const string Utf8Name = "utf-8";
    private const string Utf16Name = "utf-16";
    private const string WindowsName = "windows-1252";

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IReadOnlyList<string> Encodings { get; } = [Utf8Name, Utf16Name, WindowsName];

    /// <summary>A byte order mark tells; then what can be UTF-8 is, and the rest was written by an older spreadsheet on Windows.</summary>
    /// <returns><c>null</c> where it is not what is asked for.</returns>
    public static FileText? Decode(byte[] body, string? encoding) => (encoding ?? Marked(body)) switch
    {
        Utf8Name => IsUtf8(body) ? new(WithoutMark(body), Utf8Name) : null,
        Utf16Name => Utf16(body),
        WindowsName => Windows(body),
        _ => IsUtf8(body) ? new(body, Utf8Name) : Windows(body),
    };

    private static string? Marked(byte[] body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Utf8Name,
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => Utf16Name,
        // Without a mark: the first character, a letter or a bracket, has one zero byte.
        [0, not 0, ..] or [not 0, 0, ..] => Utf16Name,
        _ => null,
    };

    private static ReadOnlyMemory<byte> WithoutMark(byte[] body) => body is [0xEF, 0xBB, 0xBF, ..] ? body.AsMemory(3) : body;

    private static bool IsUtf8(byte[] body) => System.Text.Unicode.Utf8.IsValid(body);

    private static FileText? Utf16(byte[] body)
    {
        var bigEndian = body is [0xFE, 0xFF, ..] or [0, not 0, ..];
        var marked = body is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..];
        try
        {
            var text = new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true).GetString(body.AsSpan(marked ? 2 : 0));
            return new(s_strict.GetBytes(text), Utf16Name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static FileText Windows(byte[] body)
    {
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        return new(System.Text.Encoding.Convert(windows, s_strict, body), WindowsName);
    }
}
