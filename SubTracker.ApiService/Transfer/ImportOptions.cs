using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

/// <summary>What the query says about a file; <c>null</c> is for us to find out.</summary>
/// <param name="Encoding">A word of <see cref="FileText"/>.</param>
/// <param name="Delimiter">A character of <see cref="CsvDialect.Delimiters"/>.</param>
/// <param name="Currency">What an ambiguous sign, such as $, stands for, or an amount that has none.</param>
/// <param name="OwnCurrency">The user's: the first guess at an ambiguous sign.</param>
internal sealed record ImportOptions(
    ImportFormat Format, bool DryRun, bool SkipInvalid, string? Encoding, char? Delimiter, DecimalSign? Decimals, DateOrder? Dates,
    string? Currency, string OwnCurrency, DateOnly Today);

internal enum DecimalSign { Point, Comma }

internal enum DateOrder { Ymd, Dmy, Mdy }
