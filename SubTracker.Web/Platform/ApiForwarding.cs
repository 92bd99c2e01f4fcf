using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace SubTracker.Web.Platform;

/// <summary>
/// Hands on to the API what is asked under the address of the pages by those who reach the web alone: the calendar feeds that a page shows, and the links of
/// messages. Mapped by the web that is a process of its own: in Standalone the API answers there itself.
/// </summary>
internal static class ApiForwarding
{
    public static void MapToApi(this WebApplication app)
    {
        var http = new HttpMessageInvoker(app.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(nameof(ApiForwarding)));
        var api = WebFrontEnd.ApiAddress(app.Configuration).AbsoluteUri;
        foreach (var path in (string[])["/api/v1/calendar/{token}.ics", "/api/v1/links/{token}"])
            app.MapForwarder(path, api, ForwarderRequestConfig.Empty, new WithoutCookies(), http);
    }

    // They are the session of the pages, and nothing to the API.
    private sealed class WithoutCookies : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.Remove(HeaderNames.Cookie);
        }
    }
}
