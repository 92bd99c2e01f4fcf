using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>Checks that a delivery comes from QStash: a JWT, HS256, over the address and the hash of the raw body.</summary>
public static class QStashSignature
{
    /// <summary>Checks a signature with the current key, then with the next one.</summary>
    /// <param name="signature">Value of the <c>Upstash-Signature</c> header; <c>null</c> where there is none.</param>
    /// <param name="body">The body's bytes exactly as they were received.</param>
    /// <param name="currentKey">Text of the current signing key.</param>
    /// <param name="nextKey">Text of the next signing key, if any.</param>
    /// <param name="now">The present moment; there is no tolerance.</param>
    /// <param name="url">Address that the delivery must have been signed for; <c>null</c> to accept any.</param>
    public static SignatureOutcome Verify(
        string? signature, ReadOnlySpan<byte> body, string currentKey, string? nextKey, DateTimeOffset now, string? url)
    {
        var outcome = VerifyToken(signature, currentKey, nextKey, now, url, out var bodyHash);
        return outcome == SignatureOutcome.Valid ? VerifyBody(bodyHash, body) : outcome;
    }

    /// <summary>Everything but the body, so that a body nobody signed need not be read.</summary>
    internal static SignatureOutcome VerifyToken(
        string? signature, string currentKey, string? nextKey, DateTimeOffset now, string? url, out string bodyHash)
    {
        bodyHash = "";
        if (string.IsNullOrEmpty(signature))
            return SignatureOutcome.Missing;
        var parts = signature.Split('.');
        if (parts.Length != 3 || Decode(parts[0]) is not { } header || Decode(parts[1]) is not { } claims)
            return SignatureOutcome.Malformed;
        if (Text(header, "alg") != "HS256")
            return SignatureOutcome.WrongAlgorithm;
        if (!IsSignedWith(currentKey, parts) && !IsSignedWith(nextKey, parts))
            return SignatureOutcome.WrongKey;
        if (Text(claims, "iss") != "Upstash")
            return SignatureOutcome.WrongIssuer;
        if (url is not null && !IsSameUrl(Text(claims, "sub"), url))
            return SignatureOutcome.WrongUrl;

        var seconds = now.ToUnixTimeMilliseconds() / 1000d;
        if (Number(claims, "exp") is not { } expires || Text(claims, "body") is not { } hash)
            return SignatureOutcome.Malformed;
        if (expires <= Math.Floor(seconds))
            return SignatureOutcome.Expired;
        if (Number(claims, "nbf") > seconds)
            return SignatureOutcome.NotYetValid;
        bodyHash = hash;
        return SignatureOutcome.Valid;
    }

    internal static SignatureOutcome VerifyBody(string bodyHash, ReadOnlySpan<byte> body) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(bodyHash.TrimEnd('=')),
            Encoding.UTF8.GetBytes(Base64Url.EncodeToString(SHA256.HashData(body))))
            ? SignatureOutcome.Valid
            : SignatureOutcome.WrongBody;

    private static bool IsSignedWith(string? key, string[] parts)
    {
        if (string.IsNullOrEmpty(key))
            return false;
        var expected = Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}")));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(parts[2]));
    }

    private static bool IsSameUrl(string? signed, string url) =>
        signed == url
        || (Uri.TryCreate(signed, UriKind.Absolute, out var a) && Uri.TryCreate(url, UriKind.Absolute, out var b)
            && Uri.Compare(a, b, UriComponents.HttpRequestUrl, UriFormat.UriEscaped, StringComparison.Ordinal) == 0);

    private static JsonElement? Decode(string part)
    {
        try
        {
            using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement? claims, string name) =>
        claims!.Value.TryGetProperty(name, out var claim) && claim.ValueKind == JsonValueKind.String ? claim.GetString() : null;

    private static double? Number(JsonElement? claims, string name) =>
        claims!.Value.TryGetProperty(name, out var claim) && claim.ValueKind == JsonValueKind.Number ? claim.GetDouble() : null;
}
