using SubTracker.Web.Components.Statistics;

namespace SubTracker.Tests.Statistics;

public sealed class ChartScaleTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.025, 0.03)]
    [InlineData(9.99, 10)]
    [InlineData(10, 10)]
    [InlineData(10.01, 15)]
    [InlineData(33, 40)]
    [InlineData(810, 1000)]
    [InlineData(-5, 1)]
    public void The_scale_ends_at_the_next_round_number(decimal highest, decimal top) =>
        Assert.Equal(top, ChartScale.Over([0, highest]).Top);

    [Fact]
    public void A_refund_has_no_height_and_none_rises_above_the_top()
    {
        var scale = ChartScale.Over([-3, 15, 30]);

        Assert.Equal(["0", "50", "100"], new[] { -3m, 15m, 30m }.Select(scale.Percent));
    }
}
