using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Users;
using SubTracker.ServiceDefaults;

namespace SubTracker.ApiService.Auth;

/// <summary>Gives a new installation its administrator (<c>Administrator:Email</c>, <c>Administrator:Password</c>) before anybody can sign up.</summary>
internal sealed partial class FirstAdministrator(
    IUserStore users, PasswordHasher passwords, IConfiguration configuration, TimeProvider clock, ILogger<FirstAdministrator> logger)
{
    /// <summary>Does nothing where the address has an account: an installation is prepared at every start.</summary>
    /// <exception cref="CannotStartException">Only one of the two is set, or the password is too short.</exception>
    public async Task AddAsync(CancellationToken cancellationToken)
    {
        var (email, password) = (configuration["Administrator:Email"], configuration["Administrator:Password"]);
        if (string.IsNullOrEmpty(email) && string.IsNullOrEmpty(password))
            return;
        if (string.IsNullOrEmpty(email) || password is not { Length: >= 8 and <= 128 })
            throw new CannotStartException(
                "Set both Administrator__Email and Administrator__Password (8 to 128 characters), or neither: then whoever signs up first is the administrator.");
        if (await users.FindByEmailAsync(User.KeyOf(email), cancellationToken) is not null)
            return;
        var added = await users.AddAsync(
            User.New(Id.New(clock), "Administrator", email, passwords.Hash(password), "UTC", clock.GetUtcNow()), cancellationToken);
        if (added is not null)
            LogAdded(added.Email, added.Role.ToString());
    }

    [LoggerMessage(LogLevel.Information, "Added {Email} as {Role}")]
    private partial void LogAdded(string email, string role);
}
