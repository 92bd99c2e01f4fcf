namespace SubTracker.Web.Session;

/// <summary>Where to go after signing in: a page of ours and nothing else.</summary>
internal static class ReturnAddress
{
    public static string LocalOrHome(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\') && !address.Any(char.IsControl)
            ? address
            : "/";

    public static string SignInAndBackTo(string address) =>
        address == "/" ? "/sign-in" : $"/sign-in?returnUrl={Uri.EscapeDataString(address)}";
}
