using System.Text.Json;
using System.Text.Json.Nodes;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

/// <summary>What a row is, held to the rules of a body that a client sends: a subscription, or errors by field.</summary>
internal sealed record ReadRow(Subscription? Subscription, IReadOnlyList<ImportError> Errors);

internal sealed class ImportRows(RequestValidation validation)
{
    /// <summary>The subscription that a row makes where there is none yet.</summary>
    public Task<ReadRow> CreatedAsync(ImportRow row, string id, Owner owner, CancellationToken cancellationToken) =>
        ReadAsync(row, new JsonObject(), before: null, id, owner, cancellationToken);

    /// <summary>What a row makes of the subscription that it means: the same one where nothing changes. What the file lacks stays as it is.</summary>
    public async Task<ReadRow> UpdatedAsync(ImportRow row, Subscription before, Owner owner, CancellationToken cancellationToken)
    {
        var target = JsonSerializer.SerializeToNode(before.ToRequest(owner.Today), ContractJson.Options)!.AsObject();
        var read = await ReadAsync(row, target, before, before.Id, owner, cancellationToken);
        return read.Subscription?.HasContentOf(before) == true ? read with { Subscription = before } : read;
    }

    private async Task<ReadRow> ReadAsync(
        ImportRow row, JsonObject target, Subscription? before, string id, Owner owner, CancellationToken cancellationToken)
    {
        if (row.Errors.Count > 0)
            return new(null, row.Errors);
        var members = MergePatch.Apply(target, row.Members)!.AsObject();
        if (before is not null)
            Begin(members, before);
        IDictionary<string, string[]> errors;
        try
        {
            var request = RequestValidation.Read<SubscriptionRequest>(members);
            errors = await validation.ErrorsAsync(request, cancellationToken);
            if (errors.Count == 0)
                errors = request.NoOccurrence() ?? errors;
            if (errors.Count == 0 && row.History?.Error(request) is var (field, message))
                errors = new Dictionary<string, string[]> { [field] = [message] };
            if (errors.Count == 0)
                return new(Subscription(request, row, before, id, owner), []);
        }
        catch (UnreadableBodyException unreadable)
        {
            errors = UnreadableJson.Errors((JsonException)unreadable.InnerException!, typeof(SubscriptionRequest));
        }
        return new(null, [.. errors.SelectMany(e => e.Value.Select(m => new ImportError(row.Number, ClientName(e.Key), m)))]);
    }

    private static Subscription Subscription(SubscriptionRequest request, ImportRow row, Subscription? before, string id, Owner owner)
    {
        var subscription = request.ToSubscription(id, owner.User.Id, owner.Now, owner.Today, before);
        if (before is null && row.CreatedAt is { } created && created <= owner.Now)
            subscription = subscription with { CreatedAt = created };
        if (row.History is not { } history)
            return subscription;
        // Another program tells that it is paused or cancelled, not since when: what is known of that stays.
        var pauses = !history.IsComplete && before?.PauseOn(owner.Today) is not null ? before.Pauses : history.Pauses;
        var cancellation = history.IsComplete ? history.Cancellation : before?.Cancellation ?? history.Cancellation;
        return subscription with
        {
            Terms = history.Terms ?? subscription.Terms,
            Prices = history.Prices ?? subscription.Prices,
            Pauses = pauses ?? subscription.Pauses,
            Cancellation = cancellation,
        };
    }

    /// <summary>A file that tells the next renewal alone agrees with a subscription that renews on that day; else it is counted from there.</summary>
    private static void Begin(JsonObject members, Subscription before)
    {
        if (members["renewalDate"] is not { } renewal)
            return;
        members.Remove("renewalDate");
        if (!DateOnly.TryParse(renewal.ToString(), out var day) || before.Calendar.Occurrences(day).FirstOrDefault() != day)
            members["startDate"] = renewal;
    }

    private static string ClientName(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
