using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace SubTracker.ApiService.Auth;

internal sealed class JwtOptions
{
    public const string Advice = "Set Jwt:SigningKey (Jwt__SigningKey) to a secret of at least 32 bytes, such as the output of \"openssl rand -base64 48\".";

    public string? SigningKey { get; init; }

    public bool IsLongEnough => Encoding.UTF8.GetByteCount(SigningKey ?? "") >= 32;

    public SymmetricSecurityKey Key => new(Encoding.UTF8.GetBytes(SigningKey!));
}
