using System.Text.Json;

namespace SubTracker.ApiService.Platform;

/// <summary>The words that the contract has for an enum's values.</summary>
internal static class Words
{
    public static IEnumerable<string> Of(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName);
}
