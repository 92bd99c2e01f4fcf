using System.Globalization;
using SubTracker.QStash.Messages;

namespace SubTracker.QStash.Delivery;

/// <summary>How long to wait after a failed attempt.</summary>
internal static class RetryPolicy
{
    private const int NonRetryable = 489;
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);
    private static readonly string[] s_hints = ["Retry-After", "X-RateLimit-Reset", "X-RateLimit-Reset-Requests", "X-RateLimit-Reset-Tokens"];

    public static bool IsFinal(Answer answer) =>
        answer.Status == NonRetryable && string.Equals(answer.Header["Upstash-NonRetryable-Error"], "true", StringComparison.OrdinalIgnoreCase);

    /// <param name="retried">How many retries there have been; 0 before the first.</param>
    public static TimeSpan Pause(int retried, Answer answer, string? expression, DateTimeOffset now) =>
        Hint(answer.Header, now)
        ?? Evaluated(expression, retried)
        ?? TimeSpan.FromSeconds(Math.Min(s_longest.TotalSeconds, Math.Exp(2.5 * (retried + 1))));

    private static TimeSpan? Evaluated(string? expression, int retried) =>
        expression is not null && RetryExpression.Evaluate(expression, retried) is { } milliseconds
            ? TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, s_longest.TotalMilliseconds))
            : null;

    private static TimeSpan? Hint(Headers header, DateTimeOffset now) => s_hints
        .Select(name => header[name])
        .OfType<string>()
        .Select(text => Duration.Parse(text) ?? UntilDate(text, now))
        .FirstOrDefault(pause => pause is { } given && given >= TimeSpan.Zero && given <= s_longest);

    private static TimeSpan? UntilDate(string text, DateTimeOffset now) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? (date > now ? date - now : TimeSpan.Zero)
            : null;
}
