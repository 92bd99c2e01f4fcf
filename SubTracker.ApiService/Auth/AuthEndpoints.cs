using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Users;
using SubTracker.Contracts;
using SubTracker.Contracts.Auth;

namespace SubTracker.ApiService.Auth;

internal static class AuthEndpoints
{
    public static void AddAuth(this WebApplicationBuilder builder)
    {
        builder.AddAccessTokens();
        builder.Services.AddPasswords();
        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddSingleton<IUserData, SessionData>();
    }

    public static void MapAuth(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/auth").WithTags("Auth");

        auth.MapPost("/sign-up", SignUpAsync).WithName("SignUp").AllowAnonymous();
        auth.MapPost("/sign-in", SignInAsync).WithName("SignIn").AllowAnonymous();
        auth.MapPost("/refresh", RefreshAsync).WithName("Refresh").AllowAnonymous();
        auth.MapPost("/sign-out", SignOutAsync).WithName("SignOut");
    }

    private static async Task<Results<Created<Reply<SignedInResponse>>, ValidationProblem, ProblemHttpResult>> SignUpAsync(
        SignUpRequest request, IUserStore users, ISettingsStore settings, PasswordHasher passwords, Sessions sessions, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        // Only an administrator can have closed it, so that the first user is never refused.
        if (!(await settings.ReadAsync(cancellationToken)).RegistrationOpen)
            return TypedResults.Problem("Registration is closed; ask the administrator of this installation.", statusCode: StatusCodes.Status403Forbidden);
        if (!TimeZones.Knows(request.TimeZone))
            return TypedResults.ValidationProblem(TimeZones.Unknown);

        var now = clock.GetUtcNow();
        var user = await users.AddAsync(
            User.New(Id.New(clock), request.Name, request.Email, passwords.Hash(request.Password), request.TimeZone ?? "UTC", now),
            cancellationToken);
        if (user is null)
            return TypedResults.Problem(
                "This e-mail address has an account; sign in, or take another address.", statusCode: StatusCodes.Status409Conflict);

        var signedIn = await sessions.StartAsync(user, request.BrowserSession, cancellationToken);
        return TypedResults.Created("/api/v1/users/me", Reply.With(signedIn, "Welcome."));
    }

    private static async Task<Results<Ok<Reply<SignedInResponse>>, ProblemHttpResult>> SignInAsync(
        SignInRequest request, IUserStore users, PasswordHasher passwords, Sessions sessions, CancellationToken cancellationToken)
    {
        var user = await users.FindByEmailAsync(User.KeyOf(request.Email), cancellationToken);
        if (!passwords.Matches(request.Password, user?.PasswordHash))
            return Unauthorized("The e-mail address or the password is wrong.");
        return user!.Disabled
            ? TypedResults.Problem("This account is closed; ask the administrator of this installation.", statusCode: StatusCodes.Status403Forbidden)
            : TypedResults.Ok(Reply.With(await sessions.StartAsync(user, request.BrowserSession, cancellationToken), "Signed in."));
    }

    private static async Task<Results<Ok<Reply<SignedInResponse>>, ProblemHttpResult>> RefreshAsync(
        RefreshRequest request, Sessions sessions, CancellationToken cancellationToken) =>
        await sessions.ContinueAsync(request.RefreshToken, cancellationToken) is { } signedIn
            ? TypedResults.Ok(Reply.With(signedIn))
            : Unauthorized("The session has ended; sign in again.");

    private static async Task<Results<Ok<Reply<object?>>, ValidationProblem>> SignOutAsync(
        CurrentUser user, ISessionStore sessions, string? all, CancellationToken cancellationToken)
    {
        var query = new QueryReader();
        var everywhere = query.ReadFlag("all", all) ?? false;
        if (query.Errors.Count > 0)
            return TypedResults.ValidationProblem(query.Errors);
        await (everywhere ? sessions.RevokeAllAsync(user.Id, cancellationToken) : sessions.RevokeAsync(user.SessionId, cancellationToken));
        return TypedResults.Ok(Reply.With<object?>(null, "Signed out."));
    }

    private static ProblemHttpResult Unauthorized(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status401Unauthorized);
}
