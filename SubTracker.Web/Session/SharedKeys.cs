using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using SubTracker.Contracts;
using SubTracker.Contracts.Auth;
using SubTracker.Web.Api;

namespace SubTracker.Web.Session;

/// <summary>The keys of the cookies, kept by the API: any replica reads a cookie that another one made.</summary>
internal sealed class SharedKeys(IHttpClientFactory clients, KeySeal seal) : IXmlRepository
{
    // The interface is synchronous; there is no synchronization context to wait on, and it is asked once a day.
    public IReadOnlyCollection<XElement> GetAllElements() => ListAsync().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => AddAsync(element, friendlyName).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> ListAsync()
    {
        using var response = await SendAsync(new(HttpMethod.Get, "web-keys"));
        var keys = await response.ReadAsync<Reply<IReadOnlyList<WebKey>>>(CancellationToken.None);
        return [.. keys.Data.Select(key => XElement.Parse(key.Xml))];
    }

    private async Task AddAsync(XElement element, string name)
    {
        var key = new WebKey(name, element.ToString(SaveOptions.DisableFormatting));
        using var response = await SendAsync(new(HttpMethod.Post, "web-keys") { Content = JsonContent.Create(key, options: ContractJson.Options) });
        await response.EnsureGoodAsync(CancellationToken.None);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Authorization = new("Bearer", seal.Secret);
            return await clients.CreateClient(nameof(AccountClient)).ReachAsync(request, CancellationToken.None);
        }
    }
}
