using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using SubTracker.ServiceDefaults;

namespace SubTracker.QStash.Access;

/// <summary>Looks at every address before it is bound.</summary>
internal sealed class LoopbackOnly(IOptions<QStashOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(listen =>
    {
        if (listen.IPEndPoint is not { } endpoint || IPAddress.IsLoopback(endpoint.Address))
            return;
        if (!options.Value.AllowAnyAddress)
            throw new CannotStartException($"QStash would listen on {endpoint}, which is not loopback: set QStash__AllowAnyAddress=true to allow it.");
        if (options.Value.HasLocalSecrets)
            throw new CannotStartException($"QStash would listen on {endpoint} with the published local token or keys: " +
                "set QSTASH_TOKEN, QSTASH_CURRENT_SIGNING_KEY and QSTASH_NEXT_SIGNING_KEY.");
    });
}
