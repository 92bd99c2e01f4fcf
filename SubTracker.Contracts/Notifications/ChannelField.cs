using System.Text.RegularExpressions;

namespace SubTracker.Contracts.Notifications;

public enum ChannelFieldKind { Text, Address, Email, Number }

/// <summary>One setting of a channel: enough to draw its input and to judge its value.</summary>
/// <param name="Hint">Where to find the value, and what it looks like; also what is answered to one that does not.</param>
/// <param name="Secret">Written, and never read back.</param>
/// <param name="Default">What holds where nothing is given.</param>
/// <param name="Pattern">A regular expression that the value matches.</param>
public sealed record ChannelField(
    string Name, string Label, string Hint, ChannelFieldKind Kind = ChannelFieldKind.Text, bool Required = false, bool Secret = false,
    string? Default = null, string? Pattern = null, int? Least = null, int? Most = null)
{
    public const int MaxLength = 2048;

    /// <summary>What is wrong with a value; <c>null</c> where nothing is.</summary>
    public string? Error(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return Required && Default is null ? $"{Label} is required. {Hint}" : null;
        if (value.Length > MaxLength || value.Any(char.IsControl))
            return $"{Label} is one line of at most {MaxLength:N0} characters.";
        var fits = Kind switch
        {
            ChannelFieldKind.Address => IsAddress(value) && Matches(value),
            ChannelFieldKind.Email => new Auth.EmailAttribute().IsValid(value),
            ChannelFieldKind.Number => int.TryParse(value, out var number) && number >= Least && number <= Most,
            _ => Matches(value),
        };
        return fits ? null : Hint;
    }

    // A user name in an address would be sent to wherever the address leads; secrets have fields of their own.
    private static bool IsAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0;

    private bool Matches(string value) => Pattern is null || Regex.IsMatch(value, Pattern, RegexOptions.CultureInvariant);
}
