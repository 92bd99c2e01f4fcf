using SubTracker.QStash.Access;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.UrlGroups;

internal static class UrlGroupEndpoints
{
    public static void MapUrlGroups(this IEndpointRouteBuilder routes)
    {
        var groups = routes.MapGroup("/topics");
        groups.MapGet("", (Readers readers) => Results.Json(readers.Read(database =>
            database.Query("SELECT name FROM topics ORDER BY name", row => row.GetString(0)).ConvertAll(name => Get(database, name))), Json.Options));
        groups.MapGet("/{name}", (string name, Readers readers) => Results.Json(
            readers.Read(database => Get(database, name)) ?? throw Refusal.NotFound($"url group {name}"), Json.Options));
        groups.MapPost("/{name}/endpoints", AddAsync);
        groups.MapDelete("/{name}/endpoints", RemoveAsync);
        groups.MapDelete("/{name}", DeleteAsync);
    }

    private static async Task<IResult> AddAsync(string name, HttpRequest request, Writer writer, TimeProvider time, CancellationToken cancellationToken)
    {
        var endpoints = await EndpointsAsync(request, cancellationToken);
        await writer.WriteAsync(database =>
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            database.Execute("INSERT INTO topics (name, created_at, updated_at) VALUES ($1, $2, $2) ON CONFLICT (name) DO UPDATE SET updated_at = $2", name, now);
            foreach (var endpoint in endpoints)
            {
                Destination.Check(endpoint.Url ?? "", allowPrivate: true);
                database.Execute(
                    "INSERT INTO topic_endpoints (topic, url, name) VALUES ($1, $2, $3) ON CONFLICT (topic, url) DO UPDATE SET name = $3",
                    name, endpoint.Url, endpoint.Name);
            }
        });
        return Results.Ok();
    }

    private static async Task<IResult> RemoveAsync(string name, HttpRequest request, Writer writer, CancellationToken cancellationToken)
    {
        var endpoints = await EndpointsAsync(request, cancellationToken);
        await writer.WriteAsync(database =>
        {
            foreach (var endpoint in endpoints)
                database.Execute("DELETE FROM topic_endpoints WHERE topic = $1 AND (url = $2 OR name = $3)", name, endpoint.Url, endpoint.Name);
        });
        return Results.Ok();
    }

    private static async Task<IResult> DeleteAsync(string name, Writer writer)
    {
        await writer.WriteAsync(database =>
        {
            if (database.Execute("DELETE FROM topics WHERE name = $1", name) == 0)
                throw Refusal.NotFound($"url group {name}");
            database.Execute("DELETE FROM topic_endpoints WHERE topic = $1", name);
        });
        return Results.Ok();
    }

    private static async Task<IReadOnlyList<TopicEndpoint>> EndpointsAsync(HttpRequest request, CancellationToken cancellationToken) =>
        (await request.ReadJsonAsync<EndpointsRequest>(cancellationToken)).Endpoints is { Count: > 0 } endpoints
            ? endpoints
            : throw Refusal.BadRequest("endpoints is missing or empty");

    private static GroupResponse? Get(Database database, string name) => database.First(
        "SELECT created_at, updated_at FROM topics WHERE name = $1",
        row => new GroupResponse(name, row.GetInt64(0), row.GetInt64(1), database.Query(
            "SELECT url, name FROM topic_endpoints WHERE topic = $1 ORDER BY rowid", endpoint => new TopicEndpoint(endpoint.GetString(0), endpoint.Text("name")), name)),
        name);

    private sealed record EndpointsRequest(IReadOnlyList<TopicEndpoint>? Endpoints);

    private sealed record TopicEndpoint(string? Url, string? Name);

    private sealed record GroupResponse(string Name, long CreatedAt, long UpdatedAt, IReadOnlyList<TopicEndpoint> Endpoints);
}
