using CsvHelper;
using SubTracker.ApiService.Subscriptions;

namespace SubTracker.ApiService.Transfer;

/// <summary>Writes our CSV, with the mark by which a spreadsheet knows UTF-8.</summary>
internal static class CsvExport
{
    private const int RowsAtOnce = 500;

    private static readonly CsvWriterOptions s_options = new() { HasHeader = false, NewLine = "\r\n", WriteByteOrderMark = true };

    public static async Task WriteAsync(
        Stream stream, IAsyncEnumerable<Subscription> subscriptions, DateOnly today, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(stream, s_options, leaveOpen: true);
        Write(csv, CsvColumn.All.Select(c => c.Name));
        var rows = 0;
        await foreach (var subscription in subscriptions)
        {
            Write(csv, CsvColumn.All.Select(c => c.Write(subscription, today)));
            if (++rows % RowsAtOnce == 0)
                await csv.FlushAsync(cancellationToken);
        }
        await csv.FlushAsync(cancellationToken);
    }

    private static void Write(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.EndRecord();
    }
}
