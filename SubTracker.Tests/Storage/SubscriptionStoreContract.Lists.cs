using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Tests.Storage;

/// <summary>What a list finds and in which order.</summary>
public abstract partial class SubscriptionStoreContract
{
    [Theory]
    [InlineData("status", "active", "anzeiger netflix")]
    [InlineData("status", "expired", "licence")]
    [InlineData("category", "NEWS", "anzeiger")]
    [InlineData("tag", "family", "netflix")]
    [InlineData("tag", "fam", "")]
    [InlineData("search", "KÖLN", "anzeiger")]
    [InlineData("search", "100%", "licence")]
    [InlineData("search", "100_", "")]
    [InlineData("search", "visa", "netflix")]
    [InlineData("search", "' OR 1=1 --", "")]
    [InlineData("currency", "KWD", "anzeiger")]
    [InlineData("minPrice", "2.501", "licence netflix")]
    [InlineData("maxPrice", "2.500", "anzeiger")]
    [InlineData("renewsBefore", "2026-03-20", "anzeiger")]
    [InlineData("renewsBefore", "2026-03-21", "anzeiger netflix")]
    public async Task A_list_has_what_fits_and_counts_it(string field, string value, string expected)
    {
        await AddThreeAsync();
        var query = Some.Query() with { Sort = SubscriptionSort.Name };
        query = field switch
        {
            "status" => query with { Status = Enum.Parse<SubscriptionStatus>(value, ignoreCase: true) },
            "category" => query with { Category = value },
            "tag" => query with { Tag = value },
            "search" => query with { Search = value },
            "currency" => query with { Currency = value },
            "minPrice" => query with { MinPrice = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture) },
            "maxPrice" => query with { MaxPrice = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture) },
            _ => query with { RenewsBefore = Some.Day(value) },
        };
        var (page, total) = await Store.ListAsync(query, Token);
        var names = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(names.Order(), page.Select(s => s.Id).Order());
        Assert.Equal(names.Length, total);
    }

    [Theory]
    [InlineData(SubscriptionSort.Name, "anzeiger licence netflix", "netflix licence anzeiger")]
    [InlineData(SubscriptionSort.Price, "anzeiger netflix licence", "licence netflix anzeiger")]
    [InlineData(SubscriptionSort.CreatedAt, "netflix anzeiger licence", "licence anzeiger netflix")]
    [InlineData(SubscriptionSort.RenewalDate, "anzeiger netflix licence", "netflix anzeiger licence")]
    public async Task A_list_is_sorted_either_way_and_what_has_no_renewal_comes_last(SubscriptionSort sort, string ascending, string descending)
    {
        await AddThreeAsync();
        Assert.Equal(ascending.Split(' '), await ListedAsync(Some.Query() with { Sort = sort }));
        Assert.Equal(descending.Split(' '), await ListedAsync(Some.Query() with { Sort = sort, Order = SortOrder.Desc }));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_or_a_double_where_all_are_alike()
    {
        foreach (var number in Enumerable.Range(0, 7))
            await AddAsync(Some.Subscription($"{number}") with { Name = "alike" });
        foreach (var sort in Enum.GetValues<SubscriptionSort>())
        {
            List<string> seen = [];
            foreach (var page in (int[])[1, 2, 3])
                seen.AddRange(await ListedAsync(Some.Query() with { Sort = sort, Page = page, Limit = 3 }));
            Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], seen);
        }
        var (behind, total) = await Store.ListAsync(Some.Query() with { Page = 4, Limit = 3 }, Token);
        Assert.Equal((0, 7), (behind.Count, total));
    }

    private async Task AddThreeAsync()
    {
        await AddAsync(Some.Subscription("netflix") with { Name = "netflix", Tags = ["family", "tv"], PaymentMethod = "Visa" });
        await AddAsync(Some.Subscription("anzeiger", "2026-03-15") with
        {
            Name = "Anzeiger",
            Prices = [new(Some.Day("2026-01-15"), 2.500m, "KWD")],
            Category = "News",
            Notes = "aus Köln",
            CreatedAt = Some.Now.AddSeconds(1),
        });
        await AddAsync(Some.Subscription("licence", "2026-02-01", Frequency.Once) with
        {
            Name = "Licence",
            Prices = [new(Some.Day("2026-02-01"), 49m, "EUR")],
            Notes = "100% paid",
            CreatedAt = Some.Now.AddSeconds(2),
        });
        await AddAsync(Some.Subscription("bob's") with { UserId = "bob" });
    }
}
