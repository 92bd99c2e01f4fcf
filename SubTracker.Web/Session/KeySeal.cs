using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace SubTracker.Web.Session;

/// <summary>Encrypts a key before it leaves for the API (AES-256-GCM, its key derived from the shared secret by HKDF): who reads the database learns none.</summary>
internal sealed class KeySeal(IServiceProvider services) : IXmlEncryptor, IXmlDecryptor
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public string Secret { get; } = services.GetRequiredService<IConfiguration>()["Web:Secret"] ?? "";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = Cipher();
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes));
        return new(new XElement("sealed", Convert.ToBase64String(box)), typeof(KeySeal));
    }

    public XElement Decrypt(XElement encryptedElement)
    {
        var box = Convert.FromBase64String(encryptedElement.Value);
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = Cipher();
        aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    private AesGcm Cipher() =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(Secret), 32, info: "SubTracker web keys"u8.ToArray()), TagBytes);
}
