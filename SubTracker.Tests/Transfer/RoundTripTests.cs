using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Transfer;
using SubTracker.Contracts;
using SubTracker.Contracts.Transfer;
using SubTracker.Contracts.Users;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Transfer;

/// <summary>import(export(x)) = x.</summary>
public sealed class RoundTripTests : IAsyncDisposable
{
    private const int Accounts = 1000;

    private static readonly Owner s_owner = new(
        new("ada", "Ada", "ada@example.org", "", Role.User, "EUR", "UTC", new([7], new(9, 0)), Some.Now, Some.Now), Some.Now);

    private readonly WebApplication _app;
    private readonly ImportRows _rows;

    public RoundTripTests()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddPlatform();
        _app = builder.Build();
        _rows = new(_app.Services.GetRequiredService<RequestValidation>());
    }

    [Fact]
    public Task Json_brings_everything_back() => Transfer.Accounts.Account.SampleAsync(async account =>
    {
        var file = await ExportAsync(account, (stream, all) => JsonExport.WriteAsync(stream, all, NoPayments, s_owner, default));
        var back = await ImportAsync(file, ImportFormat.Json);
        Assert.Equal(account.Select(Whole), back.Select(Whole));
    }, iter: Accounts);

    [Fact]
    public Task Csv_brings_back_all_but_earlier_terms() => Transfer.Accounts.Account.SampleAsync(async account =>
    {
        var file = await ExportAsync(account, (stream, all) => CsvExport.WriteAsync(stream, all, s_owner.Today, default));
        var back = await ImportAsync(file, ImportFormat.Csv);
        Assert.Equal(account.Select(InCsv), back.Select(InCsv));
    }, iter: Accounts);

    [Fact]
    public Task Exported_and_imported_where_it_came_from_nothing_changes() => Transfer.Accounts.Subscription.SampleAsync(async subscription =>
    {
        foreach (var (format, write) in (IEnumerable<(ImportFormat, Func<Stream, IAsyncEnumerable<Subscription>, Task>)>)[
            (ImportFormat.Json, (stream, all) => JsonExport.WriteAsync(stream, all, NoPayments, s_owner, default)),
            (ImportFormat.Csv, (stream, all) => CsvExport.WriteAsync(stream, all, s_owner.Today, default))])
        {
            var row = Assert.Single(Open(await ExportAsync([subscription], write), format).Rows());
            var read = await _rows.UpdatedAsync(row, subscription, s_owner, default);
            Assert.Empty(read.Errors);
            Assert.Same(subscription, read.Subscription);
        }
    }, iter: Accounts);

    [Fact]
    public async Task A_formula_is_text_in_the_file_and_a_formula_again_after_it()
    {
        var evil = Some.Subscription("a") with { Name = "=cmd|' /C calc'!A0", Notes = "@SUM(1+1)*cmd", PaymentMethod = "+1", Category = "-x", Tags = ["=1;2"] };
        var file = await ExportAsync([evil], (stream, all) => CsvExport.WriteAsync(stream, all, s_owner.Today, default));
        var text = Encoding.UTF8.GetString(file);
        Assert.Contains("'=cmd", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("(^|,|\"|\n)[=+@-]", text[(text.IndexOf('\n') + 1)..]);
        Assert.Equal(InCsv(evil), InCsv(Assert.Single(await ImportAsync(file, ImportFormat.Csv))));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static ILookup<string, Payment> NoPayments { get; } = Array.Empty<Payment>().ToLookup(p => p.SubscriptionId);

    private static async Task<byte[]> ExportAsync(List<Subscription> account, Func<Stream, IAsyncEnumerable<Subscription>, Task> write)
    {
        using var stream = new MemoryStream();
        await write(stream, account.ToAsyncEnumerable());
        return stream.ToArray();
    }

    private async Task<List<Subscription>> ImportAsync(byte[] file, ImportFormat format)
    {
        List<Subscription> back = [];
        foreach (var row in Open(file, format).Rows())
        {
            var read = await _rows.CreatedAsync(row, row.Id ?? "new", s_owner, default);
            Assert.True(read.Errors.Count == 0, string.Join('\n', read.Errors));
            back.Add(read.Subscription!);
        }
        return back;
    }

    private static ImportFile Open(byte[] file, ImportFormat format) =>
        ImportFile.Open(file, new(format, false, false, null, null, null, null, null, "EUR", s_owner.Today));

    private static string Whole(Subscription s) => JsonSerializer.Serialize(s with { UpdatedAt = default }, ContractJson.Options);

    private static string InCsv(Subscription s) => Whole(s with
    {
        CreatedAt = default,
        // The current term alone, counted from its start: what a body of the API can say.
        Terms = [new(s.Term.Cycle, s.Term.StartDate, StartRenews: false, s.Term.TrialEndsOn, s.Term.AutoRenew)],
    });
}
