using System.Globalization;
using SubTracker.ApiService.Transfer;

namespace SubTracker.Tests.Transfer;

public sealed class CsvDialectTests
{
    [Theory]
    [InlineData("Point", "15.99", "15.99")]
    [InlineData("Point", "1,234.50", "1234.50")]
    [InlineData("Point", "1'234", "1234")]
    [InlineData("Point", "2.500", "2.500")]
    [InlineData("Point", "15,99", null)]
    [InlineData("Point", "1.2.3", null)]
    [InlineData("Point", "12,34.5", null)]
    [InlineData("Point", "-1", null)]
    [InlineData("Point", "1e3", null)]
    [InlineData("Comma", "15,99", "15.99")]
    [InlineData("Comma", "1.234,50", "1234.50")]
    [InlineData("Comma", "1 234,50", "1234.50")]
    [InlineData("Comma", "2,500", "2.500")]
    [InlineData("Comma", "15.99", null)]
    public void An_amount_is_read_with_its_signs(string decimals, string text, string? amount) =>
        Assert.Equal(amount, new CsvDialect(Enum.Parse<DecimalSign>(decimals), DateOrder.Ymd).Amount(text)?.ToString(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("15.99", "Point")]
    [InlineData("15,99", "Comma")]
    [InlineData("12 15", "Point")]
    [InlineData("1,234.50", "Point")]
    [InlineData("1.234,50", "Comma")]
    [InlineData("1.234.567", "Comma")]
    [InlineData("2.500 15.99", "Point")]
    [InlineData("2.500 15,9", "Comma")]
    [InlineData("2.500", null)]
    [InlineData("1,234", null)]
    [InlineData("1234.567", "Point")]
    [InlineData("0.125", "Point")]
    public void The_decimal_sign_is_found_out_or_asked_for(string amounts, string? found) =>
        Assert.Equal(found, CsvDialect.DecimalsOf(amounts.Split(' '), ';', out _)?.ToString());

    [Fact]
    public void Where_commas_delimit_a_point_is_the_decimal_sign()
    {
        Assert.Equal(DecimalSign.Point, CsvDialect.DecimalsOf(["2.500"], ',', out _));
        Assert.Null(CsvDialect.DecimalsOf(["2,500"], ',', out _));
    }

    [Theory]
    [InlineData("2026-01-31 2026-04-03", "Ymd")]
    [InlineData("31/01/2026 03/04/2026", "Dmy")]
    [InlineData("01/31/2026 03/04/2026", "Mdy")]
    [InlineData("03.04.2026", "Dmy")]
    [InlineData("04/04/2026", "Ymd")]
    [InlineData("03/04/2026", null)]
    [InlineData("31/01/2026 01/31/2026", null)]
    public void The_order_of_dates_is_found_out_or_asked_for(string days, string? found) =>
        Assert.Equal(found, CsvDialect.DatesOf(days.Split(' '), out _)?.ToString());

    [Theory]
    [InlineData("Dmy", "31.1.2026", "2026-01-31")]
    [InlineData("Dmy", "03/04/2026", "2026-04-03")]
    [InlineData("Mdy", "03/04/2026", "2026-03-04")]
    [InlineData("Mdy", "2026-04-03", "2026-04-03")]
    [InlineData("Ymd", "2026/04/03 00:00:00", "2026-04-03")]
    [InlineData("Ymd", "03/04/2026", null)]
    [InlineData("Dmy", "30.02.2026", null)]
    [InlineData("Dmy", "31.01.26", null)]
    [InlineData("Dmy", "tomorrow", null)]
    public void A_day_is_read_in_its_order(string dates, string text, string? day) =>
        Assert.Equal(day, new CsvDialect(DecimalSign.Point, Enum.Parse<DateOrder>(dates)).Day(text)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
