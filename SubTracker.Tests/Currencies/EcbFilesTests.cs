using System.IO.Compression;
using System.Text;
using SubTracker.ApiService.Currencies;
using static SubTracker.Tests.Subscriptions.Calendars;

namespace SubTracker.Tests.Currencies;

public sealed class EcbFilesTests
{
    private const string Daily = """
        <?xml version="1.0" encoding="UTF-8"?>
        <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
          <gesmes:subject>Reference rates</gesmes:subject>
          <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
          <Cube><Cube time='2026-04-14'><Cube currency='USD' rate='1.1702'/><Cube currency='JPY' rate='186.10'/></Cube></Cube>
        </gesmes:Envelope>
        """;

    [Fact]
    public void The_daily_file_is_read()
    {
        var rates = ReadDaily(Daily);
        Assert.Equal(Day("2026-04-14"), rates.Day);
        Assert.Equal("JPY 186.10, USD 1.1702", Shown(rates));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Service unavailable</body></html>")]
    [InlineData("<Cube><Cube time='2026-04-14'/></Cube>")]
    [InlineData("<Cube><Cube currency='USD' rate='1.17'/></Cube>")]
    [InlineData("<Cube><Cube time='14.04.2026'><Cube currency='USD' rate='1.17'/></Cube></Cube>")]
    [InlineData("<Cube><Cube time='2026-04-14'><Cube currency='usd' rate='1.17'/></Cube></Cube>")]
    [InlineData("<Cube><Cube time='2026-04-14'><Cube currency='USD' rate='1,17'/></Cube></Cube>")]
    [InlineData("<Cube><Cube time='2026-04-14'><Cube currency='USD' rate='-1.17'/></Cube></Cube>")]
    [InlineData("<Cube><Cube time='2026-04-14'><Cube currency='USD' rate='0'/></Cube></Cube>")]
    [InlineData("<Cube><Cube time='2026-04-14'><Cube currency='USD' rate='1e3'/></Cube></Cube>")]
    [InlineData("<Cube><Cube time='2026-04-14'><Cube currency='USD'/></Cube></Cube>")]
    [InlineData("<Cube><Cube time='2026-04-14'><Cube currency='USD' rate='1.17'/>")]
    // External and inner entities, and a bomb of them: no DTD is read at all.
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Cube time='2026-04-14'><Cube currency='USD' rate='1.17'/>&e;</Cube>")]
    [InlineData("<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'><Cube time='2026-04-14'><Cube currency='USD' rate='1.17'/></Cube>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><Cube time='2026-04-14'><Cube currency='USD' rate='1.17'/>&b;</Cube>")]
    public void A_daily_file_that_is_not_what_it_should_be_is_refused(string xml) => Assert.Throws<InvalidDataException>(() => ReadDaily(xml));

    [Fact]
    public void A_daily_file_without_end_is_refused() =>
        Assert.Throws<InvalidDataException>(() => ReadDaily($"<Cube time='2026-04-14'>{new string(' ', 2 * 1024 * 1024)}<Cube currency='USD' rate='1.17'/></Cube>"));

    [Fact]
    public void The_history_is_read_with_its_gaps()
    {
        var days = EcbFiles.ReadHistory(Zip("Date,USD,BGN,\n2026-01-02,1.1721,N/A,\n2025-12-31,1.1750,1.9558,\n"));
        Assert.Equal(["2026-01-02: USD 1.1721", "2025-12-31: BGN 1.9558, USD 1.1750"], days.Select(d => $"{d.Day:yyyy-MM-dd}: {Shown(d)}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Date,USD,\n")]
    [InlineData("Day;USD\n2026-01-02;1.17\n")]
    [InlineData("Date,USD,\n2026-01-02,1.17,1.18,\n")]
    [InlineData("Date,USD,\n2026-01-02,n.a.,\n")]
    [InlineData("Date,USD,\nyesterday,1.17,\n")]
    [InlineData("Date,US Dollar,\n2026-01-02,1.17,\n")]
    public void A_history_that_is_not_what_it_should_be_is_refused(string csv) =>
        Assert.Throws<InvalidDataException>(() => EcbFiles.ReadHistory(Zip(csv)));

    [Fact]
    public void What_is_no_archive_or_one_of_several_files_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => EcbFiles.ReadHistory(new MemoryStream(Encoding.UTF8.GetBytes("<html>"))));
        Assert.Throws<InvalidDataException>(() => EcbFiles.ReadHistory(Zip("Date,USD,\n2026-01-02,1.17,\n", "another")));
    }

    [Fact]
    public void An_archive_that_grows_beyond_all_bounds_is_refused_unread() =>
        Assert.Throws<InvalidDataException>(() => EcbFiles.ReadHistory(Zip(new string('x', 65 * 1024 * 1024))));

    [Fact]
    public void An_archive_that_lies_about_its_size_is_not_read_beyond_it()
    {
        using var zip = Zip("Date,USD,\n2026-01-02,1.17,\n2026-01-01,1.16,\n");
        var bytes = zip.ToArray();
        // The uncompressed size stands 24 bytes into the entry's record in the directory at the end ("PK\1\2").
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(directory + 24), "Date,USD,\n2026-01-02,1.17,\n".Length);
        try
        {
            Assert.Single(EcbFiles.ReadHistory(new MemoryStream(bytes)));
        }
        catch (InvalidDataException)
        {
            // Refused is as good.
        }
    }

    private static DayRates ReadDaily(string xml) => EcbFiles.ReadDaily(new MemoryStream(Encoding.UTF8.GetBytes(xml)));

    private static string Shown(DayRates rates) =>
        string.Join(", ", rates.PerEuro.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => string.Create(null, $"{r.Key} {r.Value}")));

    internal static MemoryStream Zip(params string[] files)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (index, text) in files.Index())
                using (var writer = new StreamWriter(archive.CreateEntry($"{index}.csv").Open()))
                    writer.Write(text);
        stream.Position = 0;
        return stream;
    }
}
