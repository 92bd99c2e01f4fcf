using System.Net;
using SubTracker.QStash.Access;
using SubTracker.QStash.Delivery;

namespace SubTracker.QStash.Messages;

internal static class Destination
{
    public static bool IsUrl(string destination) =>
        destination.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || destination.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    public static void Check(string destination, bool allowPrivate)
    {
        if (!IsUrl(destination))
            throw Refusal.BadRequest("invalid destination url: endpoint has invalid scheme, add http:// or https://");
        if (!Uri.TryCreate(destination, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            throw Refusal.BadRequest($"invalid destination url: {destination}");
        if (!allowPrivate && IsPrivate(uri))
            throw Refusal.BadRequest($"invalid destination url: endpoint resolves to a loopback or private address: {uri.Host}");
    }

    // Names are judged when they are connected to, since they may change their mind.
    private static bool IsPrivate(Uri uri) =>
        uri.IsLoopback || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && DestinationPolicy.IsPrivate(address));
}
