using System.Net;
using System.Net.Sockets;

namespace SubTracker.ApiService.Notifications.Outgoing;

/// <summary>Which addresses belong to the public Internet, by the registries of special-purpose addresses (RFC 6890 and what followed).</summary>
internal static class PublicInternet
{
    private static readonly IPNetwork[] s_specialV4 =
    [
        .. from network in (string[])
            [
                "0.0.0.0/8", // this host
                "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", // private
                "100.64.0.0/10", // behind a provider's NAT
                "127.0.0.0/8", // loopback
                "169.254.0.0/16", // link-local, and the metadata of most clouds
                "168.63.129.16/32", // Azure's metadata lies in public space
                "192.0.0.0/24", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15", // protocols, documentation, benchmarks
                "192.88.99.0/24", // 6to4 relays
                "224.0.0.0/4", "240.0.0.0/4", // multicast, reserved, broadcast
            ]
           select IPNetwork.Parse(network),
    ];

    // Everything public in IPv6 is global unicast; what lies outside (::1, fe80::, fc00::, 64:ff9b::, …) need not be named.
    private static readonly IPNetwork s_globalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] s_specialV6 =
    [
        .. from network in (string[])
            [
                "2001::/23", // protocols, Teredo among them, which hides an IPv4 address
                "2001:db8::/32", "3fff::/20", // documentation
                "2002::/16", // 6to4, which hides an IPv4 address
            ]
           select IPNetwork.Parse(network),
    ];

    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !s_specialV4.Any(network => network.Contains(address))
            : s_globalUnicast.Contains(address) && !s_specialV6.Any(network => network.Contains(address));
    }
}
