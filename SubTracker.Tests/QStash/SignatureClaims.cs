using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SubTracker.Tests.QStash;

internal static class SignatureClaims
{
    public static JsonNode Verified(string token, string key)
    {
        var parts = token.Split('.');
        Assert.Equal("""{"alg":"HS256","typ":"JWT"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}"));
        Assert.Equal(expected, Base64Url.DecodeFromChars(parts[2]));
        return JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
    }

    public static string Hash(byte[] body) =>
        Convert.ToBase64String(SHA256.HashData(body)).Replace('+', '-').Replace('/', '_');
}
