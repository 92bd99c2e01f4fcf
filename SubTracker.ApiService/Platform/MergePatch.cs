using System.Text.Json.Nodes;

namespace SubTracker.ApiService.Platform;

/// <summary>JSON merge patch (RFC 7396): members replace, <c>null</c> removes, objects are merged, everything else is taken whole.</summary>
internal static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var merged = target is JsonObject before ? (JsonObject)before.DeepClone() : [];
        foreach (var (name, change) in changes)
        {
            // The contract reads names in any case; a patch must hit the member that it means.
            var member = merged.FirstOrDefault(m => string.Equals(m.Key, name, StringComparison.OrdinalIgnoreCase)).Key ?? name;
            if (change is null)
                merged.Remove(member);
            else
                merged[member] = Apply(merged[member], change);
        }
        return merged;
    }
}
