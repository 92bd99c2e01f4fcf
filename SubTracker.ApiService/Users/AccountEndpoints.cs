using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Platform;
using SubTracker.Contracts;
using SubTracker.Contracts.Admin;
using SubTracker.Contracts.Users;

namespace SubTracker.ApiService.Users;

/// <summary>Accounts as an administrator sees them.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder users)
    {
        users.MapGet("/{id}", GetAsync).WithName("GetUser");
        var administration = users.MapGroup("").RequireAuthorization(Access.Administrator).ProducesProblem(StatusCodes.Status403Forbidden);
        administration.MapGet("/", ListAsync).WithName("ListUsers");
        administration.MapPatch("/{id}", UpdateAsync).WithName("UpdateUser");
        administration.MapDelete("/{id}", DeleteAsync).WithName("DeleteUser");
    }

    private static async Task<Results<Ok<PageReply<UserResponse>>, ValidationProblem>> ListAsync(
        IUserStore store, string? search, string? page, string? limit, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var (number, size) = (reader.ReadNumber("page", page, 1, int.MaxValue) ?? 1, reader.ReadNumber("limit", limit, 1, 100) ?? 10);
        if (reader.Errors.Count > 0)
            return TypedResults.ValidationProblem(reader.Errors);
        var (users, total) = await store.ListAsync(string.IsNullOrWhiteSpace(search) ? null : search.Trim(), number, size, cancellationToken);
        return TypedResults.Ok(Reply.Page<UserResponse>([.. users.Select(user => user.ToResponse())], new Pagination(total, number, size)));
    }

    /// <summary>Oneself, or anybody for an administrator; to everybody else nobody is there.</summary>
    private static async Task<Results<Ok<Reply<UserResponse>>, NotFound>> GetAsync(
        string id, CurrentUser current, IUserStore store, CancellationToken cancellationToken) =>
        (id == current.Id || current.IsAdministrator) && await store.FindAsync(id, cancellationToken) is { } user
            ? TypedResults.Ok(Reply.With(user.ToResponse()))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<Reply<UserResponse>>, NotFound, ProblemHttpResult, ValidationProblem>> UpdateAsync(
        string id, UpdateAccountRequest request, Accounts accounts, CancellationToken cancellationToken) =>
        await accounts.UpdateAsync(id, request, cancellationToken) switch
        {
            (AccountChange.Done, { } user) => TypedResults.Ok(Reply.With(user.ToResponse(), "Saved.")),
            (AccountChange.LastAdministrator, _) => LastAdministrator,
            _ => TypedResults.NotFound(),
        };

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> DeleteAsync(
        string id, Accounts accounts, CancellationToken cancellationToken) =>
        await accounts.DeleteAsync(id, cancellationToken) switch
        {
            AccountChange.Done => TypedResults.NoContent(),
            AccountChange.LastAdministrator => LastAdministrator,
            _ => TypedResults.NotFound(),
        };

    private static ProblemHttpResult LastAdministrator => TypedResults.Problem(
        "This is the last administrator; make somebody else one first.", statusCode: StatusCodes.Status409Conflict);
}
