using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace SubTracker.ApiService.Notifications.Outgoing;

/// <summary>Where a channel may lead. Asked with the address that is really connected to, since a name may change its mind.</summary>
internal sealed class OutgoingGuard(IOptions<OutgoingOptions> options)
{
    private readonly HashSet<string> _hosts = new(options.Value.AllowedHosts.Where(entry => !entry.Contains('/')), StringComparer.OrdinalIgnoreCase);
    private readonly IPNetwork[] _networks = [.. options.Value.AllowedHosts.Where(entry => entry.Contains('/')).Select(entry => IPNetwork.Parse(entry))];

    /// <summary>Connects to the addresses of a name that are allowed; <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="ForbiddenAddressException">None is.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        IPAddress[] addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = addresses.Where(address => Allows(host, port, address)).ToArray();
        if (allowed.Length == 0)
            throw new ForbiddenAddressException(host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public bool Allows(string host, int port, IPAddress address) =>
        _hosts.Contains(host) || _hosts.Contains($"{host}:{port}") || PublicInternet.Contains(address)
        || _networks.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
}

internal sealed class ForbiddenAddressException(string host) : Exception(
    $"{host} does not lie in the public Internet. Whoever runs this installation can allow it by Outgoing__AllowedHosts.");
