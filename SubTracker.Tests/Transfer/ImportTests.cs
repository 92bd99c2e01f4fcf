using System.Net;
using System.Text;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Transfer;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Transfer;

/// <summary>Our CSV and JSON through the API, on 1 March 2026.</summary>
public sealed class ImportTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Root = "/api/v1/subscriptions";
    private const string Header = "name,price,currency,frequency,startDate\n";
    private const string Netflix = "Netflix,15.99,EUR,monthly,2026-01-31\n";

    [Fact]
    public async Task A_dry_run_tells_what_would_be_and_writes_nothing()
    {
        using var client = await fixture.SignUpAsync();
        var report = await client.ImportAsync(Imports.File("subscriptions.csv"), "format=csv&dryRun=true");
        Assert.Equal((true, 68, 68, 0, 0, 0, null), (report.DryRun, report.Rows, report.Created, report.Updated, report.Skipped, report.ErrorCount, report.ImportId));
        Assert.Equal(("utf-8", "comma", "point", "ymd"), (report.Reading.Encoding, report.Reading.Delimiter, report.Reading.Decimals, report.Reading.Dates));
        Assert.Empty(await client.SubscriptionsAsync());
        Assert.Empty(await (await client.ReadAsync(Imports.Path)).DataAsync<ImportSummary[]>());
    }

    [Fact]
    public async Task Every_row_becomes_a_subscription_and_imported_again_none_does()
    {
        using var client = await fixture.SignUpAsync();
        var first = await client.ImportAsync(Imports.File("subscriptions.csv"), "format=csv");
        Assert.Equal((68, 0, 0), (first.Created, first.Updated, first.Skipped));
        var there = await client.SubscriptionsAsync();
        Assert.Equal(68, there.Count);
        var disney = Assert.Single(there, s => s.Name == "Disney+ Standard");
        Assert.Equal((99.90m, "EUR", Frequency.Yearly, "2024-02-29", "2027-02-28"), (disney.Price, disney.Currency, disney.Frequency, $"{disney.StartDate:yyyy-MM-dd}", $"{disney.RenewalDate:yyyy-MM-dd}"));
        Assert.Contains(there, s => s.Name == "Newsletter, \"quoted\"" && s.Notes.Contains('\n'));

        var again = await client.ImportAsync(Imports.File("subscriptions.csv"), "format=csv");
        Assert.Equal((0, 0, 68, null), (again.Created, again.Updated, again.Skipped, again.ImportId));
        Assert.Equal(there.Select(s => (s.Id, s.Version)), (await client.SubscriptionsAsync()).Select(s => (s.Id, s.Version)));
    }

    [Fact]
    public async Task What_is_imported_is_reminded_of()
    {
        var system = fixture.System;
        using var client = await fixture.SignUpAsync();
        await client.ImportAsync(Header + "Reminded,5,EUR,monthly,2026-02-04\n", "format=csv");
        var id = Assert.Single(await client.SubscriptionsAsync()).Id;
        await system.SettleAsync();
        Assert.Contains(system.Mail.Messages, m => m.Subject.Contains("Reminded", StringComparison.Ordinal));
        Assert.NotEmpty(id);
    }

    [Fact]
    public async Task A_row_that_differs_updates_what_it_means_and_leaves_what_the_file_lacks()
    {
        using var client = await fixture.SignUpAsync();
        await client.ImportAsync("name,price,currency,frequency,startDate,notes,tags\nNetflix,15.99,EUR,monthly,2026-01-31,mine,a;b\n", "format=csv");
        var report = await client.ImportAsync(Header + "NETFLIX,17.99,EUR,monthly,2026-01-31\n", "format=csv");
        Assert.Equal((0, 1, 0), (report.Created, report.Updated, report.Skipped));
        var updated = Assert.Single(await client.SubscriptionsAsync());
        Assert.Equal(("NETFLIX", 17.99m, "mine", 2), (updated.Name, updated.Price, updated.Notes, updated.Version));
        Assert.Equal(["a", "b"], updated.Tags);
        Assert.Equal([(15.99m, "2026-01-31"), (17.99m, "2026-03-01")], updated.Prices.Select(p => (p.Price, $"{p.From:yyyy-MM-dd}")));
    }

    [Fact]
    public async Task Of_two_alike_each_row_means_its_own()
    {
        using var client = await fixture.SignUpAsync();
        const string Two = Header + "Phone,10,EUR,monthly,2026-01-05\nPhone,10,EUR,monthly,2026-01-20\n";
        Assert.Equal(2, (await client.ImportAsync(Two, "format=csv")).Created);
        Assert.Equal(2, (await client.ImportAsync(Two, "format=csv")).Skipped);
        var third = await client.ImportAsync(Header + "Phone,10,EUR,monthly,2026-02-01\nPhone,10,USD,monthly,2026-01-05\nPhone,10,EUR,weekly,2026-01-05\n", "format=csv");
        Assert.Equal((3, 0, 0), (third.Created, third.Updated, third.Skipped));
    }

    [Fact]
    public async Task One_wrong_row_and_nothing_is_written()
    {
        using var client = await fixture.SignUpAsync();
        const string File = Header + Netflix + "X,1.999,EURO,fortnightly,31st\n" + "Spotify,1.999,EUR,monthly,2026-01-01\n";
        var dry = await client.ImportAsync(File, "format=csv&dryRun=true");
        Assert.Equal((1, 2), (dry.Created, dry.Errors.Select(e => e.Row).Distinct().Count()));
        Assert.Contains(dry.Errors, e => e is { Row: 3, Field: "startDate" });
        Assert.Contains(dry.Errors, e => e is { Row: 4, Field: "price" });

        var fields = await (await client.SendAsync(File, "format=csv")).InvalidFieldsAsync();
        Assert.Contains("rows[4].price", fields);
        Assert.Empty(await client.SubscriptionsAsync());
        Assert.Empty(await (await client.ReadAsync(Imports.Path)).DataAsync<ImportSummary[]>());
    }

    [Fact]
    public async Task Wrong_rows_are_left_out_where_that_is_asked_for()
    {
        using var client = await fixture.SignUpAsync();
        var report = await client.ImportAsync(Header + Netflix + "Spotify,1.999,EUR,monthly,2026-01-01\n", "format=csv&skipInvalid=true");
        Assert.Equal((1, 1), (report.Created, report.ErrorCount));
        Assert.Equal("Netflix", Assert.Single(await client.SubscriptionsAsync()).Name);
    }

    [Fact]
    public async Task A_german_spreadsheet_is_understood()
    {
        using var client = await fixture.SignUpAsync();
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        var file = windows.GetBytes("Name;Price;Currency;Frequency;Start Date;Mine\r\nKölner Anzeiger;1.028,90;EUR;monthly;31.01.2026;x\r\n");
        var report = await client.ImportAsync(file, "format=csv");
        Assert.Equal(("windows-1252", "semicolon", "comma", "dmy"), (report.Reading.Encoding, report.Reading.Delimiter, report.Reading.Decimals, report.Reading.Dates));
        Assert.Equal(["Mine"], report.Reading.Ignored);
        var created = Assert.Single(await client.SubscriptionsAsync());
        Assert.Equal(("Kölner Anzeiger", 1028.90m, "2026-01-31"), (created.Name, created.Price, $"{created.StartDate:yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData("Netflix,15.99,EUR,monthly,03/04/2026\n", "dates", "dates=dmy", "2026-04-03")]
    [InlineData("Netflix,15.99,EUR,monthly,03/04/2026\n", "dates", "dates=mdy", "2026-03-04")]
    [InlineData("Netflix,\"1,234\",EUR,monthly,2026-01-31\n", "decimals", "decimals=point", "1234")]
    [InlineData("Netflix,\"1,234\",JPY,monthly,2026-01-31\n", "decimals", "decimals=point", "1234")]
    public async Task What_fits_two_ways_is_asked_for(string row, string question, string answer, string result)
    {
        using var client = await fixture.SignUpAsync();
        var asked = await client.ImportAsync(Header + row, "format=csv&dryRun=true");
        Assert.Equal((0, question), (Assert.Single(asked.Errors).Row, asked.Errors[0].Field));
        Assert.Equal([question], await (await client.SendAsync(Header + row, "format=csv&skipInvalid=true")).InvalidFieldsAsync());
        var answered = Assert.Single((await client.ImportAsync(Header + row, $"format=csv&dryRun=true&{answer}")).Items);
        Assert.Contains(result, FormattableString.Invariant($"{answered.StartDate:yyyy-MM-dd} {answered.Price}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format=yaml", "format")]
    [InlineData("dryRun=true", "format")]
    [InlineData("format=csv&dryRun=maybe", "dryRun")]
    [InlineData("format=csv&delimiter=x", "delimiter")]
    [InlineData("format=csv&encoding=ebcdic", "encoding")]
    [InlineData("format=csv&dates=ydm", "dates")]
    [InlineData("format=csv&decimals=dot", "decimals")]
    [InlineData("format=csv&currency=euro", "currency")]
    public async Task A_wrong_query_names_its_parameter(string query, string parameter)
    {
        using var client = await fixture.SignUpAsync();
        Assert.Equal([parameter], await (await client.SendAsync(Header + Netflix, query)).InvalidFieldsAsync());
    }

    [Fact]
    public async Task An_import_of_json_takes_what_the_api_answers()
    {
        using var ada = await fixture.SignUpAsync();
        using var bob = await fixture.SignUpAsync();
        await ada.ImportAsync(Imports.File("subscriptions.csv"), "format=csv");
        var answer = await (await ada.ReadAsync($"{Root}?limit=100&sort=name")).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(68, (await bob.ImportAsync(answer, "format=json")).Created);
        Assert.Equal(
            (await ada.SubscriptionsAsync()).Select(s => (s.Name, s.Price, s.StartDate, s.RenewalDate)),
            (await bob.SubscriptionsAsync()).Select(s => (s.Name, s.Price, s.StartDate, s.RenewalDate)));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain; charset=windows-1252")]
    [InlineData("application/vnd.ms-excel")]
    public async Task A_file_may_be_called_anything(string type)
    {
        using var client = await fixture.SignUpAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Header + Netflix));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await client.PostAsync($"{Imports.Path}?format=csv", content, TestContext.Current.CancellationToken);
        Assert.Equal(1, (await answer.DataAsync<ImportReport>()).Created);
    }

    [Fact]
    public async Task A_form_may_carry_the_file()
    {
        using var client = await fixture.SignUpAsync();
        using var form = new MultipartFormDataContent { { new StringContent(Header + Netflix), "file", "mine.csv" } };
        using var answer = await client.PostAsync($"{Imports.Path}?format=csv", form, TestContext.Current.CancellationToken);
        Assert.Equal(1, (await answer.DataAsync<ImportReport>()).Created);
    }

    [Fact]
    public async Task A_row_with_too_many_values_is_left_out_alone()
    {
        using var client = await fixture.SignUpAsync();
        var report = await client.ImportAsync(Header + Netflix + "Spotify,13,99,EUR,monthly,2026-01-31\n", "format=csv&skipInvalid=true");
        Assert.Equal((1, "row"), (report.Created, Assert.Single(report.Errors).Field));
    }

    [Fact]
    public async Task An_import_is_of_its_user_alone()
    {
        using var ada = await fixture.SignUpAsync();
        using var eve = await fixture.SignUpAsync();
        var report = await ada.ImportAsync(Header + Netflix, "format=csv");
        await (await eve.RemoveAsync($"{Imports.Path}/{report.ImportId}")).ProblemAsync(HttpStatusCode.NotFound);
        await (await eve.RemoveAsync($"{Imports.Path}/none")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty(await (await eve.ReadAsync(Imports.Path)).DataAsync<ImportSummary[]>());
        // An id in a file finds nothing of somebody else's.
        var id = Assert.Single(await ada.SubscriptionsAsync()).Id;
        var stolen = await eve.ImportAsync($"id,name,price,currency,frequency,startDate\n{id},Netflix,1,EUR,monthly,2026-01-31\n", "format=csv");
        Assert.Equal(1, stolen.Created);
        Assert.Equal(15.99m, Assert.Single(await ada.SubscriptionsAsync()).Price);
    }
}
