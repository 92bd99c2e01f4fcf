using System.Security.Cryptography;

namespace SubTracker.Upstash;

/// <summary>A trigger whose values have been looked at, with its run id and address.</summary>
internal sealed record TriggerCheck(WorkflowTrigger Trigger, string RunId, string Url)
{
    private const string IdCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <exception cref="ArgumentException">A value is invalid.</exception>
    public static TriggerCheck Check(WorkflowTrigger trigger, UpstashOptions options)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        if (trigger.Label is { } label && label.Split(',').FirstOrDefault(l => !IsLabel(l)) is { } wrong)
            throw Invalid(nameof(trigger.Label), $"Invalid label \"{wrong}\": must be alphanumeric, hyphen, underscore, or period.");
        if (trigger.RunId is { } id && (id.Length == 0 || !id.All(c => IdCharacters.Contains(c) || c == '.')))
            throw Invalid(nameof(trigger.RunId), $"'{id}' is no run id: use letters, digits, '-', '_' and '.'.");
        if (trigger.Retries < 0)
            throw Invalid(nameof(trigger.Retries), "Retries is 0 or more.");
        if (trigger.Delay < TimeSpan.Zero)
            throw Invalid(nameof(trigger.Delay), "Delay is not negative.");
        if (trigger.NotBefore?.ToUnixTimeSeconds() < 0)
            throw Invalid(nameof(trigger.NotBefore), "NotBefore lies before 1970: an instant that was never set?");
        if (trigger.FailureUrl is { } failure && !IsHttp(failure))
            throw Invalid(nameof(trigger.FailureUrl), "FailureUrl is an absolute http or https address.");
        if (trigger.FlowControl is { Value: "" })
            throw Invalid(nameof(trigger.FlowControl), "FlowControl limits nothing: set Parallelism or Rate.");

        return new TriggerCheck(trigger, $"wfr_{trigger.RunId ?? NewId()}", UrlOf(trigger.Path, options));
    }

    /// <summary>A random id as the official SDK makes them: 21 characters.</summary>
    public static string NewId() => RandomNumberGenerator.GetString(IdCharacters, 21);

    /// <summary>A workflow's address: as given where it is absolute, else below our own.</summary>
    public static string UrlOf(string path, UpstashOptions options)
    {
        if (IsHttp(path))
            return path;
        if (string.IsNullOrEmpty(path) || path.Contains("://", StringComparison.Ordinal))
            throw Invalid(nameof(WorkflowTrigger.Path), $"'{path}' is neither a path nor an http or https address.");
        return $"{options.WorkflowUrl.AbsoluteUri.TrimEnd('/')}/{path.TrimStart('/')}";
    }

    private static bool IsHttp(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static bool IsLabel(string label) =>
        label.Length > 0 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static ArgumentException Invalid(string member, string message) => new(message, member);
}
