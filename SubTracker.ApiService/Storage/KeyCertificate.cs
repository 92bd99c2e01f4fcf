using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SubTracker.ServiceDefaults;

namespace SubTracker.ApiService.Storage;

/// <summary>Encrypts the keys of <see cref="ChannelSeal"/> where they are kept, so that who reads all of the database still opens no secret.</summary>
internal sealed record KeyCertificate(X509Certificate2 Certificate)
{
    /// <summary><c>null</c> where none is configured.</summary>
    public static KeyCertificate? From(IConfiguration configuration)
    {
        if (configuration["Storage:KeyCertificate"] is not { Length: > 0 } file)
            return null;
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, configuration["Storage:KeyCertificatePassword"]);
            return certificate.HasPrivateKey && certificate.GetRSAPrivateKey() is not null
                ? new(certificate)
                : throw new CryptographicException("It has no private RSA key.");
        }
        catch (Exception wrong) when (wrong is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException(
                $"Storage__KeyCertificate={file} is no PKCS#12 file that Storage__KeyCertificatePassword opens, with an RSA certificate and its private key: {wrong.Message}");
        }
    }
}
