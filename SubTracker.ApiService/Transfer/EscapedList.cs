using System.Text;

namespace SubTracker.ApiService.Transfer;

/// <summary>Several texts in one cell, between semicolons; a semicolon or backslash of their own has a backslash in front.</summary>
internal static class EscapedList
{
    public static string Write(IEnumerable<string> texts) => string.Join(';', texts.Select(t => t.Replace(@"\", @"\\").Replace(";", @"\;")));

    public static IEnumerable<string> Read(string cell)
    {
        var text = new StringBuilder();
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] == ';')
            {
                if (text.Length > 0)
                    yield return text.ToString();
                text.Clear();
            }
            else
            {
                if (cell[i] == '\\' && i + 1 < cell.Length && cell[i + 1] is ';' or '\\')
                    i++;
                text.Append(cell[i]);
            }
        }
        if (text.Length > 0)
            yield return text.ToString();
    }
}
