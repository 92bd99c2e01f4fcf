using System.Text;
using SubTracker.ApiService.Notifications.Senders;

namespace SubTracker.Tests.Notifications;

public sealed class WordingTests
{
    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("ab😀cd", 4, "ab…")]
    [InlineData("ab😀cd", 5, "ab😀…")]
    [InlineData("abcdef", 1, "…")]
    [InlineData("abcdef", 0, "")]
    public void A_text_is_cut_between_characters(string text, int most, string expected) => Assert.Equal(expected, Wording.Cut(text, most));

    [Theory]
    [InlineData("€€€", 9, "€€€")]
    [InlineData("€€€", 8, "€…")]
    [InlineData("ab😀cd", 8, "ab😀cd")]
    [InlineData("ab😀cde", 8, "ab…")]
    public void Or_between_bytes(string text, int most, string expected)
    {
        var cut = Wording.CutBytes(text, most);
        Assert.Equal(expected, cut);
        Assert.InRange(Encoding.UTF8.GetByteCount(cut), 0, most);
    }

    [Fact]
    public void What_escaping_adds_is_counted()
    {
        var fitted = Wording.Fit(new string('<', 50) + new string('a', 50), 100, text => text.Replace("<", "&lt;", StringComparison.Ordinal));
        Assert.InRange(fitted.Length, 1, 100);
        Assert.StartsWith("&lt;&lt;", fitted, StringComparison.Ordinal);
    }
}
