using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash;

public sealed class UpstashOptionsTests
{
    private readonly Dictionary<string, string?> _settings = new()
    {
        ["QSTASH_URL"] = "http://127.0.0.1:8080",
        ["QSTASH_TOKEN"] = "token",
        ["QSTASH_CURRENT_SIGNING_KEY"] = "sig_current",
        ["QSTASH_NEXT_SIGNING_KEY"] = "sig_next",
        ["UPSTASH_WORKFLOW_URL"] = "https://app.example",
        ["Upstash:MaxDelay"] = "7.00:00:00",
    };

    [Fact]
    public void The_keys_of_Upstash_are_read()
    {
        var options = Read();
        Assert.Equal("http://127.0.0.1:8080/", options.Url.AbsoluteUri);
        Assert.Equal(("token", "sig_current", "sig_next"), (options.Token, options.CurrentSigningKey, options.NextSigningKey));
        Assert.Equal("https://app.example/", options.WorkflowUrl.AbsoluteUri);
        Assert.Equal(TimeSpan.FromDays(7), options.MaxDelay);
    }

    [Theory]
    [InlineData("QSTASH_NEXT_SIGNING_KEY")]
    [InlineData("Upstash:MaxDelay")]
    public void What_is_optional_may_be_left_out(string key)
    {
        _settings.Remove(key);
        Assert.NotNull(Read());
    }

    [Theory]
    [InlineData("QSTASH_URL", null)]
    [InlineData("QSTASH_URL", "localhost:8080")]
    [InlineData("QSTASH_TOKEN", "")]
    [InlineData("QSTASH_CURRENT_SIGNING_KEY", null)]
    [InlineData("UPSTASH_WORKFLOW_URL", "/relative")]
    [InlineData("Upstash:MaxDelay", "a week")]
    [InlineData("Upstash:MaxDelay", "00:00:10")]
    public void What_is_missing_or_wrong_is_named_in_one_sentence(string key, string? value)
    {
        _settings[key] = value;
        var failure = Assert.Single(Assert.Throws<OptionsValidationException>(() => Read()).Failures);
        Assert.StartsWith(key, failure, StringComparison.Ordinal);
        Assert.EndsWith(".", failure, StringComparison.Ordinal);
    }

    private UpstashOptions Read()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        using var services = new ServiceCollection().AddUpstash(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<UpstashOptions>>().Value;
    }
}
