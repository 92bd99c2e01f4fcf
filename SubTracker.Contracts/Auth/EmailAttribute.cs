using System.ComponentModel.DataAnnotations;

namespace SubTracker.Contracts.Auth;

/// <summary>An address that mail can be sent to: one @, a dot in the domain, no white space, at most 254 characters (RFC 5321 § 4.5.3.1.3).</summary>
public sealed class EmailAttribute() : ValidationAttribute("The e-mail address is not complete; it looks like ada@example.org.")
{
    public override bool IsValid(object? value)
    {
        if (value is null)
            return true;
        if ((value as string)?.Trim() is not { Length: > 2 and <= 254 } email || email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';'))
            return false;
        var at = email.IndexOf('@');
        var domain = email[(at + 1)..];
        return at > 0 && !domain.Contains('@') && domain.Contains('.') && !domain.StartsWith('.') && !domain.EndsWith('.') && !domain.Contains("..");
    }
}
