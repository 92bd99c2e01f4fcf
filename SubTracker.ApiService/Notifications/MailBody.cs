using System.Net;

namespace SubTracker.ApiService.Notifications;

/// <summary>The two forms of a mail; functions of values. What users typed is escaped in HTML and kept on one line in the subject.</summary>
internal static class MailBody
{
    // Colours with a contrast of at least 7:1 in both schemes; a client that inverts by itself is told that it need not.
    private const string Style = """
        :root{color-scheme:light dark;supported-color-schemes:light dark}
        body{margin:0;padding:24px;background:#ffffff;color:#1a1a1a;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        main{max-width:560px;margin:0 auto}
        h1{font-size:20px;line-height:1.3;margin:0 0 16px}
        p{margin:0 0 16px}
        a{color:#0b4a8f}
        .footer{color:#4a4a4a;font-size:14px;border-top:1px solid #d0d0d0;padding-top:16px}
        @media (prefers-color-scheme:dark){body{background:#121212;color:#f0f0f0}a{color:#9cc9ff}.footer{color:#c4c4c4;border-color:#444444}}
        """;

    public static string Text(Notification notification)
    {
        string?[] parts =
        [
            notification.ToName.Length > 0 ? $"Hello {OneLine(notification.ToName)}," : null,
            .. notification.Paragraphs,
            .. notification.Links.Select(link => $"{link.Label}:\n{link.Url.AbsoluteUri}"),
            notification.Footer,
            notification.Unsubscribe is { } stop ? $"Stop these messages:\n{stop.AbsoluteUri}" : null,
        ];
        return string.Join("\n\n", parts.OfType<string>()) + "\n";
    }

    public static string Html(Notification notification)
    {
        string?[] parts =
        [
            $"<h1>{Encoded(OneLine(notification.Subject))}</h1>",
            notification.ToName.Length > 0 ? Paragraph($"Hello {OneLine(notification.ToName)},") : null,
            .. notification.Paragraphs.Select(Paragraph),
            .. notification.Links.Select(link => $"<p>{Link(link.Label, link.Url)}</p>"),
            Footer(notification),
        ];
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>{Encoded(OneLine(notification.Subject))}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <main>
            {string.Join('\n', parts.OfType<string>())}
            </main>
            </body>
            </html>

            """;
    }

    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Footer(Notification notification)
    {
        string?[] parts =
        [
            notification.Footer is { } why ? Encoded(why) : null,
            notification.Unsubscribe is { } stop ? Link("Stop these messages", stop) : null,
        ];
        return parts.OfType<string>().ToList() is { Count: > 0 } said ? $"<p class=\"footer\">{string.Join("<br>", said)}</p>" : null;
    }

    private static string Paragraph(string text) => $"<p>{Encoded(text).Replace("\n", "<br>", StringComparison.Ordinal)}</p>";

    private static string Link(string label, Uri url) => $"<a href=\"{Encoded(url.AbsoluteUri)}\">{Encoded(label)}</a>";

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
