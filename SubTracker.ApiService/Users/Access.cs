namespace SubTracker.ApiService.Users;

/// <summary>
/// The policies. Every endpoint of the contract asks for <see cref="SignedIn"/> unless it says <c>AllowAnonymous</c>. Their names say whose
/// they are: the web front end has policies of its own, perhaps in the same process.
/// </summary>
internal static class Access
{
    public const string SignedIn = "Api";
    public const string Administrator = "ApiAdministrator";
}
