using System.Globalization;
using System.Net;
using CsvHelper;
using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Subscriptions;

/// <summary>What people really subscribe to (Data/subscriptions.csv), entered through the API on 1 March 2026.</summary>
public sealed class RealSubscriptionsTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Root = "/api/v1/subscriptions";
    private static readonly DateOnly s_today = new(2026, 3, 1);

    [Fact]
    public async Task Each_is_taken_read_back_as_it_was_and_renews_on_its_day()
    {
        var rows = Rows();
        Assert.Equal(68, rows.Count);
        using var client = await fixture.SignUpAsync();
        foreach (var row in rows)
        {
            using var answer = await client.PostJsonAsync(Root, row.ToRequest());
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            var id = (await answer.DataAsync<CreatedSubscription>()).Subscription.Id;

            var found = await (await client.ReadAsync($"{Root}/{id}")).DataAsync<SubscriptionResponse>();
            Assert.Equal(
                (row.Name, row.Price, row.Currency, row.Interval, row.StartDate, row.Category, row.PaymentMethod, row.Url, row.Notes),
                (found.Name, found.Price, found.Currency, found.Interval, found.StartDate, found.Category, found.PaymentMethod, found.Url, found.Notes));
            Assert.Equal(row.ToRequest().Tags, found.Tags);
            Assert.Equal(row.ToRequest().Frequency, found.Frequency);

            var days = Days(row).TakeWhile(day => day <= s_today.AddYears(5)).ToList();
            var next = days.Skip(1).Where(day => day >= s_today).Select(day => (DateOnly?)day).FirstOrDefault();
            Assert.Equal((row.Name, next), (row.Name, found.RenewalDate));
            Assert.Equal(next is null ? SubscriptionStatus.Expired : SubscriptionStatus.Active, found.Status);

            var from = row.StartDate > s_today.AddYears(-4) ? row.StartDate : s_today.AddYears(-4);
            var renewals = await (await client.ReadAsync($"{Root}/{id}/renewals?from={from:yyyy-MM-dd}&to=2031-03-01")).DataAsync<DateOnly[]>();
            Assert.Equal(days.Where(d => d >= from), renewals);
        }

        var (listed, total) = await ListAsync(client);
        Assert.Equal(68, total);
        Assert.Equal(rows.Select(row => row.Name).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_rows_have_what_is_hard()
    {
        var rows = Rows();
        Assert.Contains(rows, row => row.Name.Contains('"') && row.Notes.Contains('\n'));
        Assert.Contains(rows, row => row.Name.Any(c => c > 127));
        Assert.Equal([0, 2, 3], rows.Select(row => (int)row.Price.Scale).Distinct().Order());
        Assert.Equal("daily half-yearly monthly once quarterly weekly yearly", string.Join(' ', rows.Select(row => row.Frequency).Distinct().Order()));
    }

    /// <summary>Every charge, one after the other; none of the rows starts in the future or moves over weekends.</summary>
    private static IEnumerable<DateOnly> Days(Row row)
    {
        if (row.Frequency == "once")
            return [row.StartDate];
        return Enumerable.Range(0, 4000).Select(n => row.Frequency switch
        {
            "daily" => row.StartDate.AddDays(n * row.Interval),
            "weekly" => row.StartDate.AddDays(7 * n * row.Interval),
            "monthly" => row.StartDate.AddMonths(n * row.Interval),
            "quarterly" => row.StartDate.AddMonths(3 * n * row.Interval),
            "half-yearly" => row.StartDate.AddMonths(6 * n * row.Interval),
            _ => row.StartDate.AddYears(n * row.Interval),
        });
    }

    private static async Task<(List<string> Names, long Total)> ListAsync(HttpClient client)
    {
        var body = await (await client.ReadAsync($"{Root}?limit=100")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var page = System.Text.Json.JsonSerializer.Deserialize<PageReply<SubscriptionResponse>>(body, ContractJson.Options)!;
        return ([.. page.Data.Select(s => s.Name)], page.Pagination.Total);
    }

    private static List<Row> Rows()
    {
        using var reader = new StreamReader(Path.Combine(AppContext.BaseDirectory, "Data", "subscriptions.csv"));
        using var csv = CsvReader.Create(reader);
        string Text(string column) => csv.GetString(column);
        List<Row> rows = [];
        while (csv.Read())
            rows.Add(new(
                Text("name"), decimal.Parse(Text("price"), CultureInfo.InvariantCulture), Text("currency"), Text("frequency"),
                int.Parse(Text("interval"), CultureInfo.InvariantCulture), DateOnly.ParseExact(Text("startDate"), "yyyy-MM-dd", null),
                Text("category"), Text("paymentMethod"), Text("url"), Text("tags"), Text("notes")));
        return rows;
    }

    private sealed record Row(
        string Name, decimal Price, string Currency, string Frequency, int Interval, DateOnly StartDate,
        string Category, string PaymentMethod, string Url, string Tags, string Notes)
    {
        public SubscriptionRequest ToRequest() => new(
            Name, Price, Currency, Enum.Parse<Frequency>(Frequency.Replace("-", ""), ignoreCase: true), Interval, StartDate,
            Category: Category, Tags: Tags.Split(';', StringSplitOptions.RemoveEmptyEntries), PaymentMethod: PaymentMethod, Url: Url, Notes: Notes);
    }
}
