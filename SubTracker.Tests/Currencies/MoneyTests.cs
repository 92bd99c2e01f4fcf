using CsCheck;
using SubTracker.ApiService.Currencies;
using SubTracker.Contracts.Currencies;

namespace SubTracker.Tests.Currencies;

public sealed class MoneyTests
{
    private static readonly string[] s_currencies = ["EUR", "JPY", "KWD"];

    [Theory]
    [InlineData("2.345", "EUR", "2.34")]
    [InlineData("2.355", "EUR", "2.36")]
    [InlineData("2.3450001", "EUR", "2.35")]
    [InlineData("-2.345", "EUR", "-2.34")]
    [InlineData("2.5", "JPY", "2")]
    [InlineData("3.5", "JPY", "4")]
    [InlineData("2.3455", "KWD", "2.346")]
    public void An_amount_is_rounded_half_even_to_its_currency_s_digits(string amount, string currency, string rounded) =>
        Assert.Equal(Decimal(rounded), Iso4217.Round(Decimal(amount), currency));

    [Theory]
    [InlineData("EUR", "10 10 10", "10 10 10")]
    [InlineData("EUR", "3.333 3.333 3.334", "3.33 3.33 3.34")]
    [InlineData("EUR", "0.004 0.004 0.004", "0.01 0 0")]
    [InlineData("EUR", "5.006 1.006 1.006 1.006", "5 1 1.01 1.01")]
    [InlineData("EUR", "-5.004 1.004 1.004 1.004", "-4.99 1 1 1")]
    [InlineData("JPY", "100.4 200.4 300.4", "100 200 301")]
    [InlineData("EUR", "", "")]
    public void The_largest_part_of_a_split_takes_the_remainder(string currency, string parts, string expected) =>
        Assert.Equal(Decimals(expected), Money.Split(Decimals(parts), Iso4217.Round(Decimals(parts).Sum(), currency), currency));

    [Fact]
    public void The_parts_of_a_split_sum_to_the_rounded_whole_and_none_is_off_by_more_than_a_unit_and_a_half() =>
        Gen.Select(Gen.Decimal[-100_000, 100_000].Array[0, 60], Gen.Int[0, 2].Select(i => s_currencies[i])).Sample((parts, currency) =>
        {
            var whole = Iso4217.Round(parts.Sum(), currency);
            var split = Money.Split(parts, whole, currency);
            Assert.Equal(whole, split.Sum());
            var unit = currency switch { "JPY" => 1m, "KWD" => 0.001m, _ => 0.01m };
            Assert.All(parts.Zip(split), p => Assert.InRange(Math.Abs(p.First - p.Second), 0, 1.5m * unit));
        });

    private static decimal[] Decimals(string list) => [.. list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Decimal)];

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
