using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SubTracker.QStash.Keys;

/// <summary>The JWT by which an endpoint knows that a delivery is ours and unchanged.</summary>
internal static class Signature
{
    private const int ValidSeconds = 300;
    private static readonly string s_header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    public static string Of(string key, string url, byte[] body, DateTimeOffset now)
    {
        var claims = Base64Url.EncodeToString(Json.Bytes(new
        {
            iss = "Upstash",
            sub = url,
            exp = now.ToUnixTimeSeconds() + ValidSeconds,
            // The official receivers allow for no difference between clocks.
            nbf = 0,
            iat = now.ToUnixTimeSeconds(),
            jti = Identifiers.New("jwt_"),
            // Padded, unlike everything else in a JWT.
            body = Base64Url.EncodeToString(SHA256.HashData(body)) + "=",
        }));
        var signed = $"{s_header}.{claims}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(signed)))}";
    }
}
