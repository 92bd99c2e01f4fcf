using System.Text.Json;

namespace SubTracker.Upstash;

internal static class WorkflowPayload
{
    public static TInput Read<TInput>(string payload, string workflow)
    {
        if (typeof(TInput) == typeof(string))
            return (TInput)(object)payload;
        if (payload.Length == 0)
        {
            return default(TInput) is null && (Nullable.GetUnderlyingType(typeof(TInput)) is not null || typeof(TInput) == typeof(object))
                || typeof(TInput) == typeof(JsonElement)
                ? default!
                : throw new WorkflowException($"The run has no payload, but {workflow} takes a {typeof(TInput).Name}: trigger it with one, or take a JsonElement or a nullable value.");
        }

        try
        {
            return JsonSerializer.Deserialize<TInput>(payload, UpstashJson.Values)!;
        }
        catch (JsonException e)
        {
            throw new WorkflowException($"The run's payload is no {typeof(TInput).Name}, which {workflow} takes: {e.Message}", e);
        }
    }
}
