using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace SubTracker.ApiService.Platform;

/// <summary>An enum of the contract as a query value: one of the contract's words in any case, never a number.</summary>
public readonly record struct Word<TEnum>(TEnum Value) : IParsable<Word<TEnum>> where TEnum : struct, Enum
{
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Word<TEnum> result)
    {
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (!string.Equals(Words.Of(value), s, StringComparison.OrdinalIgnoreCase))
                continue;
            result = new(value);
            return true;
        }

        result = default;
        return false;
    }

    public static Word<TEnum> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var word) ? word : throw new FormatException($"\"{s}\" is not one of {string.Join(", ", Words.Of(typeof(TEnum)))}.");
}

internal static class Words
{
    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public static IEnumerable<string> Of(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName);
}
