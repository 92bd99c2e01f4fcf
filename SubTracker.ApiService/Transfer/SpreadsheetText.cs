namespace SubTracker.ApiService.Transfer;

/// <summary>
/// Text that a spreadsheet would run as a formula gets an apostrophe in front, which it reads as "this is text"; our own import takes it
/// away again. Text that has such an apostrophe of its own gets one more, so that nothing is lost.
/// </summary>
internal static class SpreadsheetText
{
    // What OWASP lists, the full-width forms included, which some programs read as the same.
    private const string Formula = "=+-@\t\r\n＝＋－＠";
    private const char Apostrophe = '\'';

    public static string Guarded(string text) => StartsFormula(text.AsSpan().TrimStart(Apostrophe)) ? Apostrophe + text : text;

    public static string Unguarded(string text) =>
        text.StartsWith(Apostrophe) && StartsFormula(text.AsSpan().TrimStart(Apostrophe)) ? text[1..] : text;

    private static bool StartsFormula(ReadOnlySpan<char> text) => text.Length > 0 && Formula.Contains(text[0]);
}
