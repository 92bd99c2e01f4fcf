using System.Text;

namespace SubTracker.ApiService.Notifications.Senders;

/// <summary>Fits what is to be said into the room that a service gives.</summary>
internal static class Wording
{
    private const string Ellipsis = "…";

    /// <summary>At most <paramref name="most"/> characters; no character is cut in two.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        if (most <= 0)
            return "";
        var end = most - Ellipsis.Length;
        if (end > 0 && char.IsHighSurrogate(text[end - 1]))
            end--;
        return text[..end] + Ellipsis;
    }

    /// <summary>At most <paramref name="most"/> bytes of UTF-8.</summary>
    public static string CutBytes(string text, int most)
    {
        if (Encoding.UTF8.GetByteCount(text) <= most)
            return text;
        var (bytes, end) = (Encoding.UTF8.GetByteCount(Ellipsis), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > most)
                break;
            end += rune.Utf16SequenceLength;
        }
        return text[..end] + Ellipsis;
    }

    /// <summary>Cut so that what <paramref name="escape"/> makes of it fits.</summary>
    public static string Fit(string text, int most, Func<string, string> escape)
    {
        var room = Math.Min(text.Length, most);
        var escaped = escape(Cut(text, room));
        while (escaped.Length > most && room > 0)
        {
            room = Math.Min(room - 1, room * most / escaped.Length);
            escaped = escape(Cut(text, room));
        }
        return escaped;
    }

    /// <summary>Plain text as HTML, no longer than need be: only what is markup is escaped.</summary>
    public static string Html(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>Paragraphs and links; where the room is too small the paragraphs give way, since the links are what can be acted on.</summary>
    /// <param name="escape">Makes text of markup out of plain text.</param>
    /// <param name="link">One link as a line.</param>
    public static string Body(Notification notification, int most, Func<string, string> escape, Func<NotificationLink, string> link)
    {
        var links = "";
        foreach (var line in notification.Links.Select(link).TakeWhile(line => links.Length + line.Length + 2 <= most / 2))
            links += (links.Length == 0 ? "\n\n" : "\n") + line;
        return Fit(Said(notification), most - links.Length, escape) + links;
    }

    /// <summary>The same without markup.</summary>
    public static string Body(Notification notification, int most) => Body(notification, most, text => text, link => $"{link.Label}: {link.Url.AbsoluteUri}");

    public static string Said(Notification notification) => string.Join("\n\n", notification.Paragraphs);
}
