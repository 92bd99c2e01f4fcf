namespace SubTracker.QStash.Keys;

internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/keys", (SigningKeys keys) => TypedResults.Json(keys.Pair, Json.Options));
        routes.MapPost("/keys/rotate", async (SigningKeys keys) => TypedResults.Json(await keys.RotateAsync(), Json.Options));
    }
}
