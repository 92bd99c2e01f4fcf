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
        // The writer writes when it likes, and an answer must not be waited for.
        using var buffer = new MemoryStream();
        using var csv = CsvWriter.Create(buffer, s_options, leaveOpen: true);
        Write(csv, CsvColumn.All.Select(c => c.Name));
        var rows = 0;
        await foreach (var subscription in subscriptions)
        {
            Write(csv, CsvColumn.All.Select(c => c.Write(subscription, today)));
            if (++rows % RowsAtOnce == 0)
                await FlushAsync();
        }
        await FlushAsync();

        async Task FlushAsync()
        {
            csv.Flush();
            await stream.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken);
            buffer.SetLength(0);
        }
    }

    private static void Write(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.EndRecord();
    }
}
