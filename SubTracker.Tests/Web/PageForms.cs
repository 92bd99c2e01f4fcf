using System.Text.RegularExpressions;

namespace SubTracker.Tests.Web;

/// <summary>Forms of the pages, filled in as a browser without scripts does.</summary>
internal static partial class PageForms
{
    /// <param name="form">The page that it is on, where it is not sent to that page itself.</param>
    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient browser, string path, Dictionary<string, string> fields, string? form = null)
    {
        var html = await browser.GetStringAsync(form ?? path, TestContext.Current.CancellationToken);
        if (Handler().Match(html) is { Success: true } handler)
            fields["_handler"] = handler.Groups[1].Value;
        fields["__RequestVerificationToken"] = Token().Match(html).Groups[1].Value;
        using var content = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("name=\"_handler\" value=\"([^\"]+)\"")]
    private static partial Regex Handler();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
