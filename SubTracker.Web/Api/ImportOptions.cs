using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using SubTracker.Contracts.Transfer;

namespace SubTracker.Web.Api;

/// <summary>How a file is to be read; what is not said is found out.</summary>
public sealed record ImportOptions(
    ImportFormat Format, string? Encoding = null, string? Delimiter = null, string? Decimals = null, string? Dates = null, string? Currency = null,
    bool SkipInvalid = false)
{
    public string ToQueryString(bool dryRun)
    {
        var query = new QueryBuilder
        {
            { "format", JsonNamingPolicy.KebabCaseLower.ConvertName(Format.ToString()) },
            { "dryRun", dryRun ? "true" : "false" },
        };
        foreach (var (name, value) in new[] { ("encoding", Encoding), ("delimiter", Delimiter), ("decimals", Decimals), ("dates", Dates), ("currency", Currency) })
        {
            if (!string.IsNullOrEmpty(value))
                query.Add(name, value);
        }
        if (SkipInvalid)
            query.Add("skipInvalid", "true");
        return query.ToString();
    }
}
