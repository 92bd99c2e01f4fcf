namespace SubTracker.Web.Api;

/// <summary>The API said no, or could not be reached; title, detail and field errors are fit to be shown.</summary>
public sealed class ApiProblemException(int status, string title, string detail, IReadOnlyDictionary<string, string[]>? errors = null)
    : Exception(detail)
{
    public int Status => status;

    public string Title => title;

    public string Detail => Message;

    /// <summary>Messages by the name of the field that they are about, as it was sent.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; } = errors ?? new Dictionary<string, string[]>();

    public static ApiProblemException Unreachable { get; } =
        new(0, "SubTracker cannot be reached", "The service did not answer. Nothing was changed; try again in a moment.");
}
