using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

/// <summary>The query of an import as it is sent.</summary>
internal sealed record ImportQuery
{
    public string? Format { get; init; }

    public string? DryRun { get; init; }

    public string? SkipInvalid { get; init; }

    public string? Encoding { get; init; }

    public string? Delimiter { get; init; }

    public string? Decimals { get; init; }

    public string? Dates { get; init; }

    public string? Currency { get; init; }

    public ImportOptions Read(Owner owner, out Dictionary<string, string[]> errors)
    {
        var reader = new QueryReader();
        var format = reader.ReadWord<ImportFormat>("format", Format);
        if (Format is null)
            reader.Fail("format", "Say what the file is: format=csv, json, wallos or subtrackr.");
        var options = new ImportOptions(
            format ?? ImportFormat.Csv,
            reader.ReadFlag("dryRun", DryRun) ?? false,
            reader.ReadFlag("skipInvalid", SkipInvalid) ?? false,
            reader.Read(
                "encoding", Encoding, text => FileText.Encodings.FirstOrDefault(e => e == text), $"One of {string.Join(", ", FileText.Encodings)}."),
            reader.ReadValue<char>(
                "delimiter", Delimiter, text => CsvDialect.Delimiters.TryGetValue(text, out var sign) ? sign : null, $"One of {string.Join(", ", CsvDialect.Delimiters.Keys)}."),
            reader.ReadWord<DecimalSign>("decimals", Decimals),
            reader.ReadWord<DateOrder>("dates", Dates),
            reader.Read("currency", Currency, code => Iso4217.Find(code)?.Code, "The currency is a code of ISO 4217 in upper case."),
            owner.User.Currency,
            owner.Today);
        errors = reader.Errors;
        return options;
    }
}
