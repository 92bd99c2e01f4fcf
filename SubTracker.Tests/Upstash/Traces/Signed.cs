using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SubTracker.Tests.Upstash.Traces;

/// <summary>Signs as QStash does.</summary>
internal static class Signed
{
    public static string With(string key, string url, string body, DateTimeOffset now)
    {
        var claims = JsonSerializer.Serialize(new
        {
            iss = "Upstash",
            sub = url,
            exp = now.ToUnixTimeSeconds() + 300,
            nbf = 0,
            iat = now.ToUnixTimeSeconds(),
            jti = "jwt_test",
            body = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body))).Replace('+', '-').Replace('/', '_'),
        });
        var token = $"{Part("""{"alg":"HS256","typ":"JWT"}""")}.{Part(claims)}";
        return $"{token}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(token)))}";
    }

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
