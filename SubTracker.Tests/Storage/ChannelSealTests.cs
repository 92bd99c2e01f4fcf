using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Configuration;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Storage;
using SubTracker.ServiceDefaults;

namespace SubTracker.Tests.Storage;

public sealed class ChannelSealTests : IDisposable
{
    private static readonly Channel s_channel = Some.Channel("a") with { Settings = new Dictionary<string, string> { ["url"] = "https://example.org", ["secret"] = "a secret of sixteen" } };

    private readonly string _file = Path.GetTempFileName();
    private readonly Keys _keys = new();

    [Fact]
    public void Behind_a_certificate_the_keys_open_nothing_without_it()
    {
        using (var rsa = RSA.Create(2048))
        using (var made = new CertificateRequest("CN=SubTracker", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(Some.Now, Some.Now.AddYears(1)))
            File.WriteAllBytes(_file, made.Export(X509ContentType.Pfx, "password"));
        var sealedChannel = Sealing("password").Seal(s_channel);

        Assert.DoesNotContain("masterKey", Assert.Single(_keys.GetAllElements()).ToString(), StringComparison.Ordinal);
        Assert.Equal(["url"], new ChannelSeal(_keys).Open(sealedChannel).Settings.Keys);
        Assert.Equal(s_channel.Settings, Sealing("password").Open(sealedChannel).Settings);
    }

    [Fact]
    public void A_certificate_that_cannot_be_opened_is_told_at_start()
    {
        File.WriteAllText(_file, "none");
        Assert.Contains("Storage__KeyCertificate=", Assert.Throws<CannotStartException>(() => Sealing("wrong")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_cannot_be_reached_are_no_lost_keys()
    {
        var sealedChannel = new ChannelSeal(_keys).Seal(s_channel);
        _keys.Away = true;
        Assert.Throws<TimeoutException>(() => new ChannelSeal(_keys).Open(sealedChannel));
    }

    public void Dispose() => File.Delete(_file);

    private ChannelSeal Sealing(string password) => new(_keys, KeyCertificate.From(new ConfigurationBuilder()
        .AddInMemoryCollection([new("Storage:KeyCertificate", _file), new("Storage:KeyCertificatePassword", password)]).Build()));

    private sealed class Keys : IXmlRepository
    {
        private readonly List<XElement> _elements = [];

        public bool Away { get; set; }

        public IReadOnlyCollection<XElement> GetAllElements() => Away ? throw new TimeoutException() : _elements.AsReadOnly();

        public void StoreElement(XElement element, string friendlyName) => _elements.Add(element);
    }
}
