using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Transfer;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Transfer;

public sealed class PeerDatesTests
{
    [Theory]
    // The start explains the next payment.
    [InlineData("2024-05-24", "2026-11-24", "Monthly", false, "2024-05-24", "startDate", false)]
    [InlineData("2024-02-29", "2027-02-28", "Yearly", false, "2024-02-29", "startDate", false)]
    // The other program has lost the 31st on the way.
    [InlineData("2026-01-31", "2026-12-03", "Monthly", false, "2026-01-31", "startDate", true)]
    // The next payment was set by hand.
    [InlineData("2026-01-10", "2026-12-03", "Monthly", false, "2026-12-03", "startDate", true)]
    [InlineData(null, "2026-12-03", "Monthly", false, "2026-12-03", "renewalDate", false)]
    // Due and not paid: counted from the payment before, so that it is still due.
    [InlineData(null, "2026-11-10", "Yearly", true, "2025-11-10", "startDate", false)]
    [InlineData("2026-01-31", null, "Monthly", false, "2026-01-31", "startDate", false)]
    public void It_is_counted_from_the_start_where_there_is_one_to_trust(
        string? start, string? next, string frequency, bool isOpen, string from, string member, bool noted)
    {
        var dates = PeerDates.Of(Day(start), Day(next), new BillingCycle(Enum.Parse<Frequency>(frequency), 1), isOpen)!;
        Assert.Equal((from, member, noted), ($"{dates.Start:yyyy-MM-dd}", dates.Member, dates.Note is not null));
    }

    [Fact]
    public void Without_any_day_there_is_nothing_to_count_from() =>
        Assert.Null(PeerDates.Of(null, null, new BillingCycle(Frequency.Monthly, 1), isOpen: false));

    private static DateOnly? Day(string? text) => text is null ? null : Some.Day(text);
}
