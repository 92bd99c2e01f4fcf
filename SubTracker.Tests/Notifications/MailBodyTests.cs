using SubTracker.ApiService.Notifications;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Notifications;

public sealed class MailBodyTests
{
    private static readonly Notification s_notification = new(
        "id", "ada", "test", "<b>Netflix</b>\r\nBcc: eve@example.org", ["It costs <script>alert(1)</script>.", "One line\nand another"], Some.Now)
    {
        ToName = "Ada \"><img src=x>",
        Links = [new("Open \"it\"", new("https://example.org/?a=1&b=\"x\""))],
        Footer = "You asked for it.",
        Unsubscribe = new("https://example.org/stop?t=1&u=2"),
    };

    [Fact]
    public void What_users_typed_is_escaped()
    {
        var html = MailBody.Html(s_notification);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.Contains("<title>&lt;b&gt;Netflix&lt;/b&gt; Bcc: eve@example.org</title>", html, StringComparison.Ordinal);
        Assert.Contains("<p>One line<br>and another</p>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.org/?a=1&amp;b=%22x%22\">Open &quot;it&quot;</a>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void It_has_a_language_a_title_a_heading_and_both_colour_schemes()
    {
        var html = MailBody.Html(s_notification);
        Assert.StartsWith("<!doctype html>\n<html lang=\"en\">", html.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Single(html.Split("<h1>").Skip(1));
        Assert.Contains("<meta name=\"color-scheme\" content=\"light dark\">", html, StringComparison.Ordinal);
        Assert.Contains("@media (prefers-color-scheme:dark)", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.org/stop?t=1&amp;u=2\">Stop these messages</a>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_says_the_same() => Assert.Equal(
        """
        Hello Ada "><img src=x>,

        It costs <script>alert(1)</script>.

        One line
        and another

        Open "it":
        https://example.org/?a=1&b=%22x%22

        You asked for it.

        Stop these messages:
        https://example.org/stop?t=1&u=2

        """.ReplaceLineEndings("\n"), MailBody.Text(s_notification));

    [Theory]
    [InlineData("#ffffff", "#1a1a1a")]
    [InlineData("#ffffff", "#0b4a8f")]
    [InlineData("#ffffff", "#4a4a4a")]
    [InlineData("#121212", "#f0f0f0")]
    [InlineData("#121212", "#9cc9ff")]
    [InlineData("#121212", "#c4c4c4")]
    public void Its_colours_can_be_told_apart_by_anybody(string background, string text)
    {
        var html = MailBody.Html(s_notification);
        Assert.Contains(background, html, StringComparison.Ordinal);
        Assert.Contains(text, html, StringComparison.Ordinal);
        var (one, other) = (Luminance(background), Luminance(text));
        Assert.InRange((Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05), 7, 21);
    }

    /// <summary>WCAG 2.2, relative luminance.</summary>
    private static double Luminance(string colour)
    {
        double Part(int start)
        {
            var value = Convert.ToInt32(colour.Substring(start, 2), 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5));
    }
}
