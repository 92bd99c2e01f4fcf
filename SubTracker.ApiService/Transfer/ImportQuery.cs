using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

/// <summary>The query of an import as it is sent.</summary>
internal sealed record ImportQuery(
    string? Format, string? DryRun, string? SkipInvalid, string? Encoding, string? Delimiter, string? Decimals, string? Dates, string? Currency)
{
    public ImportOptions Read(Owner owner, out Dictionary<string, string[]> errors)
    {
        var reader = new QueryReader();
        var format = reader.ReadWord<ImportFormat>("format", Format);
        if (Format is null)
            reader.Fail("format", "Say what the file is: format=csv, json, wallos or subtrackr.");
        var options = new ImportOptions(
            format ?? ImportFormat.Csv,
            Flag(reader, "dryRun", DryRun),
            Flag(reader, "skipInvalid", SkipInvalid),
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

    private static bool Flag(QueryReader reader, string name, string? text) =>
        reader.ReadValue<bool>(name, text, t => bool.TryParse(t, out var flag) ? flag : null, "true or false.") ?? false;
}
