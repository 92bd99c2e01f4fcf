using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Web.Components.Parts;

namespace SubTracker.Tests.Web;

public sealed class WordsTests
{
    [Theory]
    [InlineData(15.99, "EUR", "€15.99")]
    [InlineData(1234.5, "USD", "$1,234.50")]
    [InlineData(1200, "JPY", "¥1,200")]
    [InlineData(3.5, "KWD", "KWD\u00a03.500")]
    [InlineData(10, "CHF", "CHF\u00a010.00")]
    public void Money_has_its_currency_and_the_digits_of_it(decimal amount, string currency, string said) =>
        Assert.Equal(said, Words.Money(amount, currency));

    [Fact]
    public void What_was_converted_names_its_sources_and_their_days()
    {
        ConvertedAmount Of(string day, RateSource source) => new(1, "EUR", DateOnly.Parse(day, null), source);

        Assert.Equal(
            "Converted at rates of the day (European Central Bank, Mon, 2 Nov 2026 to Thu, 19 Nov 2026; your own rate, Thu, 1 Jan 2026).",
            Words.Converted([Of("2026-11-19", RateSource.Ecb), null, Of("2026-11-02", RateSource.Ecb), Of("2026-01-01", RateSource.Own), new(1, "EUR")]));
        Assert.Null(Words.Converted([null, new(1, "EUR")]));
    }

    [Theory]
    [InlineData("2026-11-20", "today")]
    [InlineData("2026-11-21", "tomorrow")]
    [InlineData("2026-11-23", "in 3 days")]
    [InlineData("2026-11-19", "yesterday")]
    [InlineData("2026-11-10", "10 days ago")]
    public void A_day_is_told_by_its_distance(string day, string said) =>
        Assert.Equal(said, Words.DaysUntil(DateOnly.Parse(day, null), new(2026, 11, 20)));

    [Theory]
    [InlineData(Frequency.Monthly, 1, "every month")]
    [InlineData(Frequency.Monthly, 2, "every 2 months")]
    [InlineData(Frequency.Quarterly, 1, "every 3 months")]
    [InlineData(Frequency.HalfYearly, 3, "every 18 months")]
    [InlineData(Frequency.Yearly, 2, "every 2 years")]
    [InlineData(Frequency.Once, 1, "once")]
    public void A_cycle_is_told_as_people_say_it(Frequency frequency, int interval, string said) =>
        Assert.Equal(said, Words.Every(frequency, interval));
}
