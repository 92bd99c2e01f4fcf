using System.Text.Json.Nodes;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

/// <summary>A row of any kind of file, in the words of the contract.</summary>
/// <param name="Number">The line of a CSV file, the number of the entry of a JSON file; 0 is the file itself.</param>
internal sealed record ImportRow(int Number)
{
    /// <summary>Members of a subscription's body, only those that the file has; <c>null</c> is an empty one.</summary>
    public JsonObject Members { get; init; } = [];

    /// <summary>The subscription that it was exported from.</summary>
    public string? Id { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public SubscriptionHistory? History { get; init; }

    /// <summary>What was assumed, or could not be taken over.</summary>
    public string? Note { get; init; }

    public List<ImportError> Errors { get; init; } = [];

    public static ImportRow Wrong(int number, string field, string message) => new(number) { Errors = [new(number, field, message)] };
}
