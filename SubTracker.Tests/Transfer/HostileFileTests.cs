using System.Net;
using System.Text;
using SubTracker.Contracts.Transfer;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Transfer;

/// <summary>Files that are made to hurt are answered, with a sentence, and cost no more than their size.</summary>
public sealed class HostileFileTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const int Limit = 10 * 1024 * 1024;
    private const string Header = "name,price,currency,frequency,startDate\n";

    [Fact]
    public async Task A_file_of_ten_mebibytes_is_read_and_a_larger_one_refused()
    {
        using var client = await fixture.SignUpAsync();
        var file = new byte[Limit];
        Array.Fill(file, (byte)' ');
        Encoding.UTF8.GetBytes("[]").CopyTo(file, 0);
        Assert.Equal(0, (await client.ImportAsync(file, "format=json&dryRun=true")).Rows);
        using var large = new HttpRequestMessage(HttpMethod.Post, $"{Imports.Path}?format=json") { Content = new ByteArrayContent(new byte[Limit + 1]) };
        // Or the answer comes while the file is still on its way.
        large.Headers.ExpectContinue = true;
        using var refused = await client.SendAsync(large, TestContext.Current.CancellationToken);
        await refused.ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_million_columns_are_refused()
    {
        using var client = await fixture.SignUpAsync();
        var error = await FirstErrorAsync(client, new string(',', 1_000_000) + "\n");
        Assert.Equal((1, "header"), (error.Row, error.Field));
        Assert.Contains("1,000,001 columns", error.Message, StringComparison.Ordinal);
        Assert.Equal("row", (await FirstErrorAsync(client, Header + new string(',', 1_000_000) + "\n")).Field);
    }

    [Fact]
    public async Task A_cell_of_ten_megabytes_is_an_error_of_its_field()
    {
        using var client = await fixture.SignUpAsync();
        var error = await FirstErrorAsync(client, Header + new string('x', 10_000_000) + ",1,EUR,monthly,2026-01-31\n");
        Assert.Equal((2, "name"), (error.Row, error.Field));
        Assert.True(error.Message.Length < 200);
    }

    [Fact]
    public async Task A_quotation_mark_that_is_never_closed_is_found_where_it_opens()
    {
        using var client = await fixture.SignUpAsync();
        var file = Header + "Netflix,15.99,EUR,monthly,2026-01-31\n\"Spotify,9.99,EUR,monthly,2026-01-31\n" + string.Concat(Enumerable.Repeat("X-Box,1,EUR,monthly,2026-01-31\n", 1000));
        var report = await client.ImportAsync(file, "format=csv&dryRun=true");
        Assert.Contains(report.Errors, e => e is { Row: 3, Field: "quote" } && e.Message.Contains("never closed", StringComparison.Ordinal));
        Assert.NotEmpty(await (await client.SendAsync(file, "format=csv&skipInvalid=true")).InvalidFieldsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("name\n\0\u0001\n")]
    [InlineData("price,currency\n1,EUR\n")]
    [InlineData("name,name\na,b\n")]
    [InlineData("name,price,currency,frequency,startDate\nNetflix,13,99,EUR,monthly,2026-01-31\n")]
    public async Task What_is_no_table_of_subscriptions_is_refused(string file)
    {
        using var client = await fixture.SignUpAsync();
        Assert.NotEmpty(await (await client.SendAsync(file, "format=csv")).InvalidFieldsAsync());
    }

    [Fact]
    public async Task Json_a_thousand_levels_deep_is_refused()
    {
        using var client = await fixture.SignUpAsync();
        Assert.Equal(["file"], await (await client.SendAsync(new string('[', 1000) + new string(']', 1000), "format=json")).InvalidFieldsAsync());
    }

    [Fact]
    public async Task A_row_too_many_and_nothing_is_written()
    {
        using var client = await fixture.SignUpAsync();
        var file = "name\n" + string.Concat(Enumerable.Repeat("x\n", 100_001));
        var report = await client.ImportAsync(file, "format=csv&dryRun=true");
        Assert.Equal((0, 1000), (report.Created, report.Errors.Count));
        Assert.True(report.ErrorCount > 100_000);
    }

    [Theory]
    [InlineData("""{ "terms": [] }""", "history.terms")]
    [InlineData("""{ "prices": [ { "from": "2026-01-31", "price": -1, "currency": "EUR" } ] }""", "prices")]
    [InlineData("""{ "prices": [ { "from": "2026-01-31", "price": 2, "currency": "EUR" } ] }""", "prices")]
    [InlineData("""{ "pauses": [ { "from": "2026-02-01" }, { "from": "2026-03-01" } ] }""", "pauses")]
    [InlineData("""{ "pauses": [ { "from": "2026-02-01", "until": "2026-01-01" } ] }""", "pauses")]
    [InlineData("""{ "cancellation": { "effective": "now", "endsOn": "0001-01-01" } }""", "cancelled")]
    [InlineData("""{ "terms": [ { "cycle": { "frequency": "monthly", "interval": 0 }, "startDate": "2026-01-31", "startRenews": false } ] }""", "history.terms")]
    [InlineData("""{ "payments": [ { "date": "2026-01-31", "amount": -1, "currency": "EUR", "status": "paid" } ] }""", "history.payments")]
    [InlineData("""{ "terms": 5 }""", "history")]
    public async Task A_history_that_could_not_have_been_is_refused(string history, string field)
    {
        using var client = await fixture.SignUpAsync();
        var file = $$"""[ { "name": "Netflix", "price": 1, "currency": "EUR", "frequency": "monthly", "startDate": "2026-01-31", "history": {{history}} } ]""";
        Assert.Equal(field, Assert.Single((await client.ImportAsync(file, "format=json&dryRun=true")).Errors).Field);
    }

    private static async Task<ImportError> FirstErrorAsync(HttpClient client, string file) =>
        (await client.ImportAsync(file, "format=csv&dryRun=true")).Errors[0];
}
