using System.Net;

namespace SubTracker.ApiService.Reminders;

/// <summary>The plain pages behind the links of a message: one says what a click will do, the other what it did. Functions of values.</summary>
internal static class LinkPage
{
    private const string Style = """
        :root{color-scheme:light dark}
        body{margin:0;padding:2rem 1rem;font:1.125rem/1.5 system-ui,sans-serif;background:#fff;color:#1a1a1a}
        main{max-width:32rem;margin:0 auto}
        button,select{font:inherit;padding:.6rem 1.2rem;border-radius:.4rem;border:1px solid #0b4a8f}
        button{background:#0b4a8f;color:#fff;cursor:pointer}
        label{display:block;margin-bottom:1rem}
        @media (prefers-color-scheme:dark){body{background:#121212;color:#f0f0f0}button{background:#9cc9ff;color:#121212}}
        """;

    /// <summary>Asks before anything is done: mail scanners follow links, and press no buttons.</summary>
    public static string Question(LinkAct act, string subject) => Page(Title(act), $"""
        <p>{Encoded(subject)}</p>
        <form method="post">
        {(act == LinkAct.Snooze ? Choices : "")}
        <button type="submit">{Encoded(Title(act))}</button>
        </form>
        """);

    public static string Told(string title, string text) => Page(title, $"<p>{Encoded(text)}</p>");

    public static string Title(LinkAct act) => act switch
    {
        LinkAct.Acknowledge => "I have seen it",
        LinkAct.Snooze => "Remind me later",
        LinkAct.Cancelled => "I cancelled it",
        _ => "Stop these messages",
    };

    private const string Choices = """
        <label>Again in
        <select name="days"><option value="1">one day</option><option value="3">three days</option><option value="7">a week</option></select>
        </label>
        """;

    private static string Page(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{Encoded(title)} – SubTracker</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        <h1>{Encoded(title)}</h1>
        {body}
        </main>
        </body>
        </html>

        """;

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
