using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace SubTracker.QStash.Delivery;

/// <summary>Which addresses may be delivered to. Asked with the address really connected to, since a name may change its mind.</summary>
internal sealed class DestinationPolicy(IOptions<QStashOptions> options)
{
    public SocketsHttpHandler Guard(SocketsHttpHandler handler)
    {
        if (options.Value.ForbidPrivateAddresses)
            handler.ConnectCallback = ConnectAsync;
        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = addresses.Where(address => !IsPrivate(address)).ToArray();
        if (allowed.Length == 0)
            throw new HttpRequestException($"invalid destination url: endpoint resolves to a private address: {string.Join(", ", addresses.AsEnumerable())}");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return IsPrivate(address.MapToIPv4());
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            if (EmbeddedIPv4(address.GetAddressBytes()) is { } embedded && IsPrivate(embedded))
                return true;
            return IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal
                || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any);
        }

        return address.GetAddressBytes() is [0 or 10 or 127 or >= 224, ..] or [169, 254, ..] or [172, >= 16 and < 32, ..] or [192, 168, ..]
            or [100, >= 64 and < 128, ..];
    }

    /// <summary>The address that a translator on the way would go to: NAT64, 6to4, and the old compatible form.</summary>
    private static IPAddress? EmbeddedIPv4(byte[] bytes) => bytes switch
    {
        [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, .. var last] => new IPAddress(last),
        [0x20, 0x02, var a, var b, var c, var d, ..] => new IPAddress([a, b, c, d]),
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. var last] => new IPAddress(last),
        _ => null,
    };
}
