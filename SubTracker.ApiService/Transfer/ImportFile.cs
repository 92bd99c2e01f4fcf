using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

/// <summary>A file that is read row by row. What is wrong with the file as a whole is a row with nothing but errors.</summary>
internal abstract class ImportFile
{
    /// <summary>So many rows at most, since what is kept of each must fit into memory.</summary>
    public const int MaxRows = 100_000;

    public abstract IEnumerable<ImportRow> Rows();

    /// <summary>How it was read; complete once the rows have been.</summary>
    public abstract ImportReading Reading { get; }

    public static ImportFile Open(byte[] body, ImportOptions options)
    {
        if (FileText.Decode(body, options.Encoding) is not { } text)
            return new UnreadableFile(options.Encoding!);
        return options.Format switch
        {
            ImportFormat.Csv => new CsvFile(text, options),
            ImportFormat.Json => new JsonFile(text),
            ImportFormat.Wallos => new WallosFile(text, options),
            _ => new SubtrackrFile(text, options),
        };
    }

    private sealed class UnreadableFile(string encoding) : ImportFile
    {
        public override ImportReading Reading => new(encoding, null, null, null, new Dictionary<string, string>(), []);

        public override IEnumerable<ImportRow> Rows() =>
            [ImportRow.Wrong(0, "encoding", $"This file is not {encoding}. Leave out encoding to have it found out.")];
    }
}
