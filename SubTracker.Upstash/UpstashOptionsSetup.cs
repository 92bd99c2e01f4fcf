using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SubTracker.Upstash;

/// <summary>Binds the flat keys of Upstash and says in one sentence each what is missing or wrong.</summary>
internal sealed class UpstashOptionsSetup(IConfiguration configuration) : IConfigureOptions<UpstashOptions>, IValidateOptions<UpstashOptions>
{
    public void Configure(UpstashOptions options)
    {
        options.Url = ReadUrl("QSTASH_URL")!;
        options.Token = configuration["QSTASH_TOKEN"]!;
        options.CurrentSigningKey = configuration["QSTASH_CURRENT_SIGNING_KEY"]!;
        options.NextSigningKey = configuration["QSTASH_NEXT_SIGNING_KEY"];
        options.WorkflowUrl = ReadUrl("UPSTASH_WORKFLOW_URL")!;
        options.FollowKeyRotation = bool.TryParse(configuration["Upstash:FollowKeyRotation"], out var follows) && follows;
        if (TimeSpan.TryParse(configuration["Upstash:MaxDelay"], CultureInfo.InvariantCulture, out var maxDelay))
            options.MaxDelay = maxDelay;
    }

    public ValidateOptionsResult Validate(string? name, UpstashOptions options)
    {
        List<string> failures = [];
        if (!IsHttp(options.Url))
            failures.Add(UrlFailure("QSTASH_URL", "the base address of QStash, for example https://qstash.upstash.io"));
        if (string.IsNullOrWhiteSpace(options.Token))
            failures.Add("QSTASH_TOKEN is missing: set the token of your QStash account.");
        if (string.IsNullOrWhiteSpace(options.CurrentSigningKey))
            failures.Add("QSTASH_CURRENT_SIGNING_KEY is missing: set the key that QStash signs its deliveries with; without it no delivery can be trusted.");
        if (!IsHttp(options.WorkflowUrl))
            failures.Add(UrlFailure("UPSTASH_WORKFLOW_URL", "the public base address of this service, where QStash delivers to"));
        if (options.MaxDelay is { } cap ? cap < TimeSpan.FromMinutes(1) : !string.IsNullOrEmpty(configuration["Upstash:MaxDelay"]))
            failures.Add($"Upstash:MaxDelay is '{configuration["Upstash:MaxDelay"] ?? options.MaxDelay?.ToString()}': set a duration of a minute or more, for example 7.00:00:00, or leave it out.");

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private string UrlFailure(string key, string meaning) => string.IsNullOrWhiteSpace(configuration[key])
        ? $"{key} is missing: set {meaning}."
        : $"{key} is '{configuration[key]}', which is no http or https address: set {meaning}.";

    private Uri? ReadUrl(string key) => Uri.TryCreate(configuration[key], UriKind.Absolute, out var url) ? url : null;

    private static bool IsHttp(Uri? url) => url is { IsAbsoluteUri: true, Scheme: "http" or "https" };
}
