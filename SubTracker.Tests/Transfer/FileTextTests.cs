using System.Text;
using SubTracker.ApiService.Transfer;

namespace SubTracker.Tests.Transfer;

public sealed class FileTextTests
{
    private const string Text = "name;price\r\nKölner Anzeiger;28,90 €\r\n";

    [Theory]
    [InlineData("utf-8", true, "utf-8")]
    [InlineData("utf-8", false, "utf-8")]
    [InlineData("utf-16", true, "utf-16")]
    [InlineData("utf-16", false, "utf-16")]
    [InlineData("utf-16BE", true, "utf-16")]
    [InlineData("utf-16BE", false, "utf-16")]
    [InlineData("windows-1252", false, "windows-1252")]
    public void The_encoding_is_found_out(string written, bool marked, string found)
    {
        var file = FileText.Decode(Bytes(written, marked), encoding: null)!;
        Assert.Equal((Text, found), (Encoding.UTF8.GetString(file.Utf8.Span), file.Encoding));
    }

    [Fact]
    public void What_is_asked_for_wins_over_what_it_looks_like()
    {
        var file = FileText.Decode(Bytes("utf-8", marked: false), "windows-1252")!;
        Assert.Contains("KÃ¶lner", Encoding.UTF8.GetString(file.Utf8.Span), StringComparison.Ordinal);
        Assert.Null(FileText.Decode(Bytes("windows-1252", marked: false), "utf-8"));
        Assert.Null(FileText.Decode([0x41, 0x00, 0x00, 0xD8, 0x41, 0x00], "utf-16"));
    }

    private static byte[] Bytes(string encoding, bool marked)
    {
        var writer = encoding == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(encoding);
        return [.. marked ? writer.GetPreamble() : [], .. writer.GetBytes(Text)];
    }
}
