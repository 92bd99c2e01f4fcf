using System.Text;
using System.Text.Json;
using SubTracker.Tests.Upstash.Traces;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash.Signatures;

public sealed class SignatureVectorTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static JsonElement[] Vectors { get; } = Read();

    public static TheoryData<string> Names => [.. Vectors.Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_signature_gets_the_verdict_of_the_official_receiver(string name)
    {
        var vector = Vectors.Single(v => v.GetProperty("name").GetString() == name);
        var outcome = QStashSignature.Verify(
            Text(vector, "signature"), Encoding.UTF8.GetBytes(Text(vector, "body")!),
            Text(vector, "currentSigningKey")!, Text(vector, "nextSigningKey"), s_now, Text(vector, "verifyUrl"));
        Assert.Equal(vector.GetProperty("expectValid").GetBoolean(), outcome == SignatureOutcome.Valid);
    }

    [Theory]
    [InlineData("unknown key", SignatureOutcome.WrongKey)]
    [InlineData("body differs", SignatureOutcome.WrongBody)]
    [InlineData("issuer differs", SignatureOutcome.WrongIssuer)]
    [InlineData("expired", SignatureOutcome.Expired)]
    [InlineData("not yet valid", SignatureOutcome.NotYetValid)]
    [InlineData("url does not match sub", SignatureOutcome.WrongUrl)]
    [InlineData("alg none", SignatureOutcome.WrongAlgorithm)]
    [InlineData("tampered signature part", SignatureOutcome.WrongKey)]
    public void A_refusal_names_its_reason(string name, SignatureOutcome expected)
    {
        var vector = Vectors.Single(v => v.GetProperty("name").GetString() == name);
        Assert.Equal(expected, QStashSignature.Verify(
            Text(vector, "signature"), Encoding.UTF8.GetBytes(Text(vector, "body")!),
            Text(vector, "currentSigningKey")!, Text(vector, "nextSigningKey"), s_now, Text(vector, "verifyUrl")));
    }

    [Theory]
    [InlineData(null, SignatureOutcome.Missing)]
    [InlineData("", SignatureOutcome.Missing)]
    [InlineData("a.b", SignatureOutcome.Malformed)]
    [InlineData("a.b.c", SignatureOutcome.Malformed)]
    [InlineData("W10.W10.c", SignatureOutcome.Malformed)]
    public void What_is_no_signature_is_refused(string? signature, SignatureOutcome expected) =>
        Assert.Equal(expected, QStashSignature.Verify(signature, [], "key", null, s_now, null));

    private static string? Text(JsonElement vector, string name) =>
        vector.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement[] Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Trace.Folder, "signature-vectors.json")));
        return [.. document.RootElement.GetProperty("vectors").EnumerateArray().Select(vector => vector.Clone())];
    }
}
