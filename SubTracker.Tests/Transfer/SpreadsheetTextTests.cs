using CsCheck;
using SubTracker.ApiService.Transfer;

namespace SubTracker.Tests.Transfer;

public sealed class SpreadsheetTextTests
{
    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+49 123", "'+49 123")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("'=1", "''=1")]
    [InlineData("'tis", "'tis")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void What_a_spreadsheet_would_run_is_text(string text, string cell)
    {
        Assert.Equal(cell, SpreadsheetText.Guarded(text));
        Assert.Equal(text, SpreadsheetText.Unguarded(cell));
    }

    [Fact]
    public void Every_text_comes_back_and_none_begins_a_formula() =>
        Gen.String[Gens.OneOf('\'', '=', '+', '-', '@', '\t', '\r', '\n', 'a', ' '), 0, 6].Sample(text =>
        {
            var cell = SpreadsheetText.Guarded(text);
            Assert.Equal(text, SpreadsheetText.Unguarded(cell));
            Assert.False(cell.Length > 0 && "=+-@\t\r\n".Contains(cell[0]), cell);
        });

    [Fact]
    public void A_list_in_one_cell_comes_back() =>
        Gen.String[Gens.OneOf(';', '\\', 'a', ' ', '='), 1, 5].List[0, 4].Sample(texts =>
            Assert.Equal(texts, EscapedList.Read(EscapedList.Write(texts))));
}
