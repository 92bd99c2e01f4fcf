using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using static BCrypt.Net.BCrypt;

namespace SubTracker.ApiService.Auth;

internal sealed class PasswordOptions
{
    [Range(4, 31)]
    public int BCryptCost { get; init; } = 12;
}

internal sealed class PasswordHasher(IOptions<PasswordOptions> options)
{
    private readonly string _nobody = HashPassword(Digest(""), options.Value.BCryptCost);

    public string Hash(string password) => HashPassword(Digest(password), options.Value.BCryptCost);

    /// <summary>Takes as long where there is no hash, so that the time does not tell who has an account.</summary>
    public bool Matches(string password, string? hash) => Verify(Digest(password), hash ?? _nobody) && hash is not null;

    // BCrypt sees no more than 72 bytes of a password.
    private static string Digest(string password) => Convert.ToBase64String(SHA384.HashData(Encoding.UTF8.GetBytes(password)));
}

internal static class PasswordExtensions
{
    public static void AddPasswords(this IServiceCollection services)
    {
        services.AddOptions<PasswordOptions>().BindConfiguration("Auth").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PasswordHasher>();
    }
}
