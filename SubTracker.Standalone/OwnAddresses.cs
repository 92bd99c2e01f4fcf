using System.Net;
using System.Net.Sockets;

namespace SubTracker.Standalone;

/// <param name="Listen">Where to listen, as Kestrel wants it.</param>
/// <param name="Self">Where a browser on this machine, and the process itself, reach it: the queue calls back here, whatever else it listens on.</param>
internal sealed record OwnAddresses(string[] Listen, string Self)
{
    public const string Advice = "SubTracker needs one http address to reach itself, such as --urls http://127.0.0.1:5080.";

    private const string Default = "http://127.0.0.1:5080";

    /// <summary>The addresses of <c>--urls</c>, a free port in place of port 0; <c>null</c> where none of them is http.</summary>
    public static OwnAddresses? From(string? urls)
    {
        var bindings = (string.IsNullOrWhiteSpace(urls) ? Default : urls)
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(BindingAddress.Parse)
            .Select(b => (b.Scheme, b.Host, Port: b.Port == 0 ? FreePort() : b.Port))
            .ToList();
        var own = bindings.Find(b => b.Scheme == Uri.UriSchemeHttp);
        if (own == default)
            return null;
        var host = own.Host is "localhost" || IPAddress.TryParse(own.Host.Trim('[', ']'), out var ip) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any)
            ? own.Host
            : "127.0.0.1";
        return new([.. bindings.Select(b => $"{b.Scheme}://{b.Host}:{b.Port}")], $"http://{host}:{own.Port}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
