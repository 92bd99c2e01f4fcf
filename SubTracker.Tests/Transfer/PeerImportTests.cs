using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Transfer;

/// <summary>Files of other trackers, imported on 1 March 2026. Those of Wallos were made by running it.</summary>
public sealed class PeerImportTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    [Fact]
    public async Task The_export_of_Wallos_is_taken_over()
    {
        using var client = await fixture.SignUpAsync();
        var report = await client.ImportAsync(Imports.File("peers/wallos-export.json"), "format=wallos");
        Assert.Equal((11, 0), (report.Created, report.ErrorCount));
        Assert.Equal("USD", report.Reading.Symbols["$"]);
        Assert.Equal(
            [
                "Adobe Creative Cloud 59.99 USD Monthly 1 2026-12-09 Active", "Car insurance 612.5 EUR Yearly 1 2027-03-15 Active",
                "Domain example.org 14 USD Yearly 1 2027-02-28 Active", "Gym 39.9 EUR Monthly 1 2026-12-01 Active",
                "iCloud+ 2TB 9.99 USD Monthly 1 2026-11-28 Active", "Mobile plan 22 EUR Monthly 1 2026-11-30 Active",
                "Netflix 15.99 EUR Monthly 1 2026-12-03 Active", "Newspaper 4.5 EUR Weekly 1 2026-11-26 Active",
                "Old magazine 8 EUR Monthly 3 - Cancelled", "Spotify Family 17.99 EUR Monthly 1 2026-11-24 Active",
                "VPN (manual renew) 71.88 EUR Yearly 2 2026-11-10 Active",
            ],
            (await client.SubscriptionsAsync()).Select(Told));
    }

    [Fact]
    public async Task The_answers_of_the_API_of_Wallos_are_taken_over_with_their_starts_and_currencies()
    {
        using var client = await fixture.SignUpAsync();
        byte[] file = [.. Imports.File("peers/wallos-api-subscriptions.json"), .. Imports.File("peers/wallos-api-currencies.json")];
        var report = await client.ImportAsync(file, "format=wallos");
        Assert.Equal((11, 0), (report.Created, report.ErrorCount));
        var there = (await client.SubscriptionsAsync()).ToDictionary(s => s.Name);
        // Wallos has moved the 31st to the 3rd; it is said, and counted from the start.
        Assert.Contains("2026-11-30", Assert.Single(report.Items, i => i.Name == "Netflix").Note, StringComparison.Ordinal);
        Assert.Equal("Netflix 15.99 EUR Monthly 1 2026-03-31 Active", Told(there["Netflix"]));
        Assert.Equal("Domain example.org 14 USD Yearly 1 2027-02-28 Active", Told(there["Domain example.org"]));
        Assert.False(there["VPN (manual renew)"].AutoRenew);
        Assert.False(there["Gym"].Reminders.Enabled);
        Assert.Equal([14], there["Domain example.org"].Reminders.DaysBefore);
        Assert.Equal(("Music", "Credit Card"), (there["Spotify Family"].Category, there["Spotify Family"].PaymentMethod));
        Assert.Equal(11, (await client.ImportAsync(file, "format=wallos")).Skipped);
    }

    [Fact]
    public async Task Without_the_currencies_of_Wallos_they_are_asked_for()
    {
        using var client = await fixture.SignUpAsync();
        var file = Imports.File("peers/wallos-api-subscriptions.json");
        Assert.Equal(["currency_id"], (await client.ImportAsync(file, "format=wallos&dryRun=true")).Errors.Select(e => e.Field).Distinct());
        Assert.All((await client.ImportAsync(file, "format=wallos&dryRun=true&currency=GBP")).Items, i => Assert.Equal("GBP", i.Currency));
    }

    [Fact]
    public async Task A_sign_of_several_currencies_is_chosen_by_the_query()
    {
        using var client = await fixture.SignUpAsync();
        var report = await client.ImportAsync(Imports.File("peers/wallos-export.json"), "format=wallos&dryRun=true&currency=CAD");
        Assert.Equal("CAD", report.Reading.Symbols["$"]);
        Assert.Equal("EUR", Assert.Single(report.Items, i => i.Name == "Netflix").Currency);
        const string Crowns = """{ "subscriptions": [ { "Name": "Avis", "Payment Cycle": "Monthly", "Next Payment": "2026-12-03", "Price": "kr49" } ] }""";
        Assert.Equal("currency", Assert.Single((await client.ImportAsync(Crowns, "format=wallos&dryRun=true")).Errors).Field);
        Assert.Equal("NOK", Assert.Single((await client.ImportAsync(Crowns, "format=wallos&dryRun=true&currency=NOK")).Items).Currency);
    }

    [Fact]
    public async Task The_export_of_subtrackr_is_taken_over()
    {
        using var client = await fixture.SignUpAsync();
        var report = await client.ImportAsync(Imports.File("peers/subtrackr-export.json"), "format=subtrackr&currency=CHF");
        Assert.Equal((4, 0), (report.Created, report.ErrorCount));
        var there = await client.SubscriptionsAsync();
        Assert.Equal(
            [
                "Domain 28 USD Yearly 2 2027-05-04 Active", "Gym 39.9 EUR Quarterly 1 - Cancelled",
                "Netflix 15.99 EUR Monthly 1 2026-03-31 Active", "Trial box 9.5 CHF Weekly 1 2026-03-06 Trial",
            ],
            there.Select(Told));
        Assert.Equal("Account: ada@example.org", there.Single(s => s.Name == "Netflix").Notes);
        Assert.Equal("2026-02-10", $"{there.Single(s => s.Name == "Gym").EndsOn:yyyy-MM-dd}");
        Assert.False(there.Single(s => s.Name == "Domain").Reminders.Enabled);
    }

    [Theory]
    [InlineData("wallos")]
    [InlineData("subtrackr")]
    [InlineData("json")]
    public async Task Another_file_is_told_from_one_of_these(string format)
    {
        using var client = await fixture.SignUpAsync();
        Assert.Equal(["file"], await (await client.SendAsync("name,price\n", $"format={format}")).InvalidFieldsAsync());
        Assert.Equal(["file"], await (await client.SendAsync("""{ "items": [] }""", $"format={format}")).InvalidFieldsAsync());
        var wrong = await client.ImportAsync("""{ "subscriptions": [ 1, {}, { "name": [], "Name": {}, "history": 5 } ] }""", $"format={format}&dryRun=true");
        Assert.Equal((3, 0), (wrong.Rows, wrong.Created));
    }

    private static string Told(SubscriptionResponse s) =>
        FormattableString.Invariant($"{s.Name} {s.Price} {s.Currency} {s.Frequency} {s.Interval} {(s.RenewalDate is { } day ? $"{day:yyyy-MM-dd}" : "-")} {s.Status}");
}
