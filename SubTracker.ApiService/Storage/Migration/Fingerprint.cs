using System.Globalization;
using System.Security.Cryptography;
using MongoDB.Bson;

namespace SubTracker.ApiService.Storage.Migration;

/// <summary>How many documents there are and what is in them, whatever their order: the hashes of all of them, laid over each other.</summary>
internal sealed class Fingerprint
{
    private readonly byte[] _hash = new byte[SHA256.HashSizeInBytes];

    public int Count { get; private set; }

    public void Add(BsonDocument document)
    {
        var hash = SHA256.HashData(document.ToBson());
        for (var i = 0; i < hash.Length; i++)
            _hash[i] ^= hash[i];
        Count++;
    }

    public override string ToString() => Count == 0 ? "nothing" : string.Create(CultureInfo.InvariantCulture, $"{Count} with SHA-256 {Convert.ToHexStringLower(_hash)}");
}
