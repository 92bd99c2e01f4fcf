using SubTracker.Web.Components.Calendar;

namespace SubTracker.Tests.Calendar;

public sealed class MonthGridTests
{
    private static readonly DateOnly s_today = new(2026, 11, 20);

    [Theory]
    [InlineData("2026-02", "2026-01-26", "2026-03-01", 5)]
    [InlineData("2027-02", "2027-02-01", "2027-02-28", 4)]
    [InlineData("2026-08", "2026-07-27", "2026-09-06", 6)]
    public void Weeks_run_from_Monday_to_Sunday_and_cover_the_month(string month, string first, string last, int weeks)
    {
        var grid = MonthGrid.Read(month, s_today);

        Assert.Equal(weeks, grid.Weeks.Count());
        Assert.Equal(DateOnly.Parse(first, null), grid.Weeks.First()[0]);
        Assert.Equal(DateOnly.Parse(last, null), grid.Weeks.Last()[6]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("2026-13")]
    [InlineData("0001-01")]
    [InlineData("9999-12")]
    public void What_is_no_month_is_the_month_of_today(string? month) => Assert.Equal("2026-11", MonthGrid.Read(month, s_today).Word);

    [Fact]
    public void A_year_ends_in_the_next()
    {
        Assert.Equal("2027-01", MonthGrid.Read("2026-12", s_today).Next.Word);
        Assert.Equal("2026-12", MonthGrid.Read("2027-01", s_today).Previous.Word);
    }
}
