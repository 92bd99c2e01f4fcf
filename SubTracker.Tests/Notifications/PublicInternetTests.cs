using System.Net;
using Microsoft.Extensions.Options;
using SubTracker.ApiService.Notifications.Outgoing;

namespace SubTracker.Tests.Notifications;

public sealed class PublicInternetTests
{
    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:80b::200e")]
    public void What_anybody_can_reach_is_public(string address) => Assert.True(PublicInternet.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")] // a cloud's metadata
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("168.63.129.16")] // another's
    [InlineData("169.254.169.254")] // most others'
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::7f00:1")] // NAT64 to 127.0.0.1
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")] // Teredo
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")] // 6to4 to 127.0.0.1
    [InlineData("3fff::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")] // a cloud's metadata
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void What_lies_in_somebody_s_own_network_is_not(string address) => Assert.False(PublicInternet.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("gotify.lan", "gotify.lan", 80, "192.168.1.5", true)]
    [InlineData("gotify.lan", "GOTIFY.LAN", 8080, "192.168.1.5", true)]
    [InlineData("gotify.lan:8080", "gotify.lan", 8080, "192.168.1.5", true)]
    [InlineData("gotify.lan:8080", "gotify.lan", 80, "192.168.1.5", false)]
    [InlineData("gotify.lan", "evil.example.org", 80, "192.168.1.5", false)]
    [InlineData("192.168.1.0/24", "any.example.org", 80, "192.168.1.5", true)]
    [InlineData("192.168.1.0/24", "any.example.org", 80, "::ffff:192.168.1.5", true)]
    [InlineData("192.168.1.0/24", "any.example.org", 80, "192.168.2.5", false)]
    [InlineData("192.168.1.0/24", "any.example.org", 443, "1.1.1.1", true)]
    public void Hosts_hosts_with_a_port_and_networks_can_be_allowed(string entry, string host, int port, string address, bool allowed) =>
        Assert.Equal(allowed, new OutgoingGuard(Options.Create(new OutgoingOptions { AllowedHosts = [entry] })).Allows(host, port, IPAddress.Parse(address)));
}
