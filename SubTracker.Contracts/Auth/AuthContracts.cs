using System.ComponentModel.DataAnnotations;
using SubTracker.Contracts.Users;

namespace SubTracker.Contracts.Auth;

public sealed record SignUpRequest(
    [property: PersonName] string Name,
    [property: Email] string Email,
    [property: StringLength(128, MinimumLength = 8, ErrorMessage = "The password has 8 to 128 characters.")] string Password,
    // A browser session keeps one opaque handle for its whole life; every other client's refresh token rotates.
    bool BrowserSession = false,
    string? TimeZone = null);

public sealed record SignInRequest(string Email, string Password, bool BrowserSession = false);

public sealed record RefreshRequest(string RefreshToken);

/// <param name="Token">The access token, for <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresAt">When the access token ends, UTC.</param>
/// <param name="RefreshToken">Trades for the next access token at <c>POST /auth/refresh</c>.</param>
public sealed record SignedInResponse(string Token, DateTimeOffset ExpiresAt, string RefreshToken, UserResponse User);
