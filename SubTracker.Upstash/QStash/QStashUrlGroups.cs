using System.Text.Json;

namespace SubTracker.Upstash;

/// <summary>Names for several addresses, each of which gets every message.</summary>
public sealed class QStashUrlGroups
{
    private readonly QStashHttp _qstash;

    internal QStashUrlGroups(QStashHttp qstash) => _qstash = qstash;

    /// <summary>Adds addresses to a group, and creates it where there is none.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public Task AddAsync(string group, IReadOnlyList<UrlGroupEndpoint> endpoints, CancellationToken cancellationToken) =>
        _qstash.SendAsync(HttpMethod.Post, $"{PathOf(group)}/endpoints", Body(endpoints), cancellationToken);

    /// <summary>Takes addresses out of a group.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public Task RemoveAsync(string group, IReadOnlyList<UrlGroupEndpoint> endpoints, CancellationToken cancellationToken) =>
        _qstash.SendAsync(HttpMethod.Delete, $"{PathOf(group)}/endpoints", Body(endpoints), cancellationToken);

    /// <summary>All groups.</summary>
    /// <exception cref="UpstashException">QStash refused it.</exception>
    public async Task<IReadOnlyList<UrlGroup>> ListAsync(CancellationToken cancellationToken) =>
        await _qstash.SendAsync<UrlGroup[]>(HttpMethod.Get, "/v2/topics", null, cancellationToken);

    /// <summary>One group.</summary>
    /// <exception cref="UpstashException">QStash refused it; 404 where it is unknown.</exception>
    public Task<UrlGroup> GetAsync(string group, CancellationToken cancellationToken) =>
        _qstash.SendAsync<UrlGroup>(HttpMethod.Get, PathOf(group), null, cancellationToken);

    /// <summary>Removes a group.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public Task DeleteAsync(string group, CancellationToken cancellationToken) =>
        _qstash.SendAsync(HttpMethod.Delete, PathOf(group), null, cancellationToken);

    private static string PathOf(string group) => $"/v2/topics/{Uri.EscapeDataString(group)}";

    private static string Body(IReadOnlyList<UrlGroupEndpoint> endpoints) =>
        JsonSerializer.Serialize(new { endpoints }, UpstashJson.Wire);
}

/// <summary>A group of addresses.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Endpoints">Its addresses.</param>
public sealed record UrlGroup(string Name, IReadOnlyList<UrlGroupEndpoint> Endpoints);

/// <summary>An address of a group.</summary>
/// <param name="Url">Absolute http or https address.</param>
/// <param name="Name">A name to take it out again by.</param>
public sealed record UrlGroupEndpoint(string? Url, string? Name = null);
