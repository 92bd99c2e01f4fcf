using System.Globalization;

namespace SubTracker.ApiService.Storage;

/// <summary>A day as both engines keep it, <c>yyyy-MM-dd</c>: it sorts as it reads, and no calendar of the machine's locale has a say in it.</summary>
internal static class StoredDay
{
    public static string Stored(this DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Digit by digit, which takes a fifth of the framework's parser: some requests read tens of thousands.</summary>
    public static DateOnly Read(string day) => new(Number(day.AsSpan(0, 4)), Number(day.AsSpan(5, 2)), Number(day.AsSpan(8)));

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
