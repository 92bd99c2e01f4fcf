using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace SubTracker.QStash.Access;

/// <summary>Who may talk to this server: whoever knows the token, from no browser, over loopback unless it was told otherwise.</summary>
internal static class AccessRules
{
    public static void AddAccess(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, LoopbackOnly>();

    public static void UseAccess(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<QStashOptions>>().Value;
        var token = SHA256.HashData(Encoding.UTF8.GetBytes(options.Token));
        var logger = app.Services.GetRequiredService<ILogger<RefusalFilter>>();
        app.Use((context, next) =>
        {
            if (Refuse(context, options, token) is not { } refusal)
                return next(context);
            logger.Refused(context.Request.Method, context.Request.Path, refusal.Status, refusal.Message);
            return refusal.WriteAsync(context);
        });
    }

    private static Refusal? Refuse(HttpContext context, QStashOptions options, byte[] token)
    {
        var request = context.Request;
        if (request.Headers.Origin.Count > 0)
            return new Refusal(StatusCodes.Status403Forbidden, "this server answers no browser: the request carries an Origin");
        if (!IsOwnHost(request.Host.Host, options))
            return new Refusal(StatusCodes.Status403Forbidden, $"this server is not called '{request.Host.Host}'; add the name to QStash:Hosts");
        if (!request.Path.StartsWithSegments("/v2") || request.Path.StartsWithSegments("/v2/workflows/hooks"))
            return null;
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(TokenOf(request))), token)
            ? null
            : new Refusal(StatusCodes.Status401Unauthorized, "unable to authenticate: invalid token");
    }

    private static bool IsOwnHost(string host, QStashOptions options) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
        || options.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static string TokenOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var given && given.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? given["Bearer ".Length..].Trim()
            : request.Query["qstash_token"].ToString();
}
