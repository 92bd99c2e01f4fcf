namespace SubTracker.ApiService.Users;

/// <summary>The policies. Every endpoint of the contract asks for <see cref="SignedIn"/> unless it says <c>AllowAnonymous</c>.</summary>
internal static class Access
{
    public const string SignedIn = "SignedIn";
    public const string Administrator = "Administrator";
}
