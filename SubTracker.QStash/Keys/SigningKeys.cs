using Microsoft.Extensions.Options;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Keys;

internal sealed record SigningKeyPair(string Current, string Next);

/// <summary>The keys of the configuration, until they were rotated.</summary>
internal sealed class SigningKeys(IOptions<QStashOptions> options, Readers readers, Writer writer)
{
    private volatile SigningKeyPair? _pair;

    public SigningKeyPair Pair => _pair ??= readers.Read(Load);

    public async Task<SigningKeyPair> RotateAsync() => _pair = await writer.WriteAsync(database =>
    {
        var rotated = new SigningKeyPair(Load(database).Next, Identifiers.New("sig_"));
        database.Execute("INSERT OR REPLACE INTO signing_keys (role, value) VALUES ('current', $1), ('next', $2)", rotated.Current, rotated.Next);
        return rotated;
    });

    private SigningKeyPair Load(Database database)
    {
        var rotated = database.Query("SELECT role, value FROM signing_keys", row => (row.GetString(0), row.GetString(1)))
            .ToDictionary();
        return new SigningKeyPair(
            rotated.GetValueOrDefault("current", options.Value.CurrentSigningKey),
            rotated.GetValueOrDefault("next", options.Value.NextSigningKey));
    }
}
