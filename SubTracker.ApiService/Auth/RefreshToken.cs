using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SubTracker.ApiService.Auth;

/// <summary>Opaque outside; inside it names its session, so that a used token is told from one that never was.</summary>
internal sealed record RefreshToken(string SessionId, string Family, string Secret)
{
    public string FamilyHash => Hash(Family);

    public string SecretHash => Hash(Secret);

    public static RefreshToken First(string sessionId) => new(sessionId, Random(), Random());

    public static RefreshToken? Parse(string text) =>
        text.Split('.') is [var sessionId, var family, var secret] ? new(sessionId, family, secret) : null;

    public RefreshToken Next() => this with { Secret = Random() };

    public override string ToString() => $"{SessionId}.{Family}.{Secret}";

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static string Hash(string part) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(part)));
}
