using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.Contracts;
using SubTracker.Contracts.Users;

namespace SubTracker.ApiService.Users;

internal static class UserEndpoints
{
    public static void AddUsers(this WebApplicationBuilder builder) => builder.Services.AddSingleton<Accounts>();

    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/users").WithTags("Users");

        users.MapGet("/me", GetMeAsync).WithName("GetMe");
        users.MapPatch("/me", UpdateMeAsync).WithName("UpdateMe");
        users.MapAccounts();
    }

    private static async Task<Results<Ok<Reply<UserResponse>>, NotFound>> GetMeAsync(
        CurrentUser current, IUserStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(current.Id, cancellationToken) is { } user
            ? TypedResults.Ok(Reply.With(user.ToResponse()))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<Reply<UserResponse>>, ValidationProblem, NotFound>> UpdateMeAsync(
        UpdateUserRequest change, CurrentUser current, IUserStore store, IEnumerable<ISettingsFollower> followers, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (!TimeZones.Knows(change.TimeZone))
            return TypedResults.ValidationProblem(TimeZones.Unknown);

        // The contract has no If-Match here: where two writes meet, both happen, one after the other.
        while (await store.FindAsync(current.Id, cancellationToken) is { } user)
        {
            var updated = user.Updated(change, clock.GetUtcNow());
            if (!await store.ReplaceAsync(updated, user.Version, cancellationToken))
                continue;
            if (updated.SettingsVersion != user.SettingsVersion)
            {
                foreach (var follower in followers)
                    follower.SettingsChanged();
            }

            return TypedResults.Ok(Reply.With(updated.ToResponse(), "Saved."));
        }

        return TypedResults.NotFound();
    }
}
