using SubTracker.Web.Api;

namespace SubTracker.Web.Components.Parts;

/// <summary>The messages of a refused form, each for the input that it is about.</summary>
public sealed class FieldErrors(IReadOnlyDictionary<string, string[]> errors)
{
    public FieldErrors(ApiProblemException problem) : this(problem.Errors)
    {
    }

    public static FieldErrors None { get; } = new(new Dictionary<string, string[]>());

    public bool Any => errors.Count > 0;

    /// <param name="field">The name sent; what is said of its parts (<c>tags[2]</c>) is said here too.</param>
    public string? For(string field) =>
        errors.Where(error => error.Key == field || error.Key.StartsWith($"{field}[", StringComparison.Ordinal))
            .SelectMany(error => error.Value)
            .FirstOrDefault();
}
