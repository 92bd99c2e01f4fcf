using SubTracker.Contracts.Currencies;

namespace SubTracker.ApiService.Transfer;

/// <summary>
/// Which currency a sign such as $ stands for. A sign of several is the one that the user chose, the user's own, or a customary one; or it is
/// asked for.
/// </summary>
internal sealed class CurrencySigns(string? chosen, string own)
{
    // As Wallos has them. Where one of several currencies is customary, it is the first.
    private static readonly Dictionary<string, string[]> s_codes = new (string Sign, string Codes)[]
    {
        ("€", "EUR"), ("£", "GBP"), ("лв", "BGN"), ("Kč", "CZK"), ("Ft", "HUF"), ("zł", "PLN"), ("lei", "RON"), ("Fr", "CHF"), ("₽", "RUB"),
        ("₺", "TRY"), ("R$", "BRL"), ("HK$", "HKD"), ("Rp", "IDR"), ("₪", "ILS"), ("₹", "INR"), ("₩", "KRW"), ("Mex$", "MXN"), ("RM", "MYR"),
        ("NZ$", "NZD"), ("₱", "PHP"), ("S$", "SGD"), ("฿", "THB"), ("R", "ZAR"), ("₴", "UAH"), ("NT$", "TWD"), ("$", "USD AUD CAD"),
        ("¥", "JPY CNY"), ("kr", " DKK ISK NOK SEK"),
    }.ToDictionary(known => known.Sign, known => known.Codes.Split(' '));

    /// <summary>What was taken for what.</summary>
    public Dictionary<string, string> Taken { get; } = [];

    /// <summary>The currency of a sign or a code; <c>null</c> where it has to be chosen.</summary>
    public string? Find(string sign)
    {
        if (Iso4217.Find(sign) is { } code)
            return code.Code;
        var candidates = s_codes.GetValueOrDefault(sign, []);
        var found = candidates is [var only] ? only
            : candidates.Length == 0 || candidates.Contains(chosen) ? chosen
            : candidates.Contains(own) ? own
            : candidates[0] is { Length: > 0 } customary ? customary : null;
        if (found is not null)
            Taken[sign] = found;
        return found;
    }

    public static string Question(string sign) => sign.Length == 0
        ? "There is no currency. Say which one with currency=EUR in the query."
        : $"\"{sign}\" may be one of several currencies. Say which one with currency=EUR in the query.";
}
