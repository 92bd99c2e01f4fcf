using SubTracker.Contracts.Currencies;

namespace SubTracker.Web.Components.Parts;

/// <summary>Long lists to choose from, made once.</summary>
internal static class Choices
{
    public static IReadOnlyList<(string, string)> Currencies { get; } =
        [.. Iso4217.All.Select(currency => (currency.Code, $"{currency.Code} · {currency.Name}"))];

    /// <summary>IANA names, whatever the system calls its zones.</summary>
    public static IReadOnlyList<string> TimeZones { get; } =
    [
        .. TimeZoneInfo.GetSystemTimeZones()
            .Select(zone => zone.HasIanaId ? zone.Id : TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var name) ? name : null)
            .OfType<string>()
            .Where(name => name.Contains('/') || name == "UTC")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
