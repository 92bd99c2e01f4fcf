using SubTracker.ApiService.Reminders;

namespace SubTracker.ApiService.Storage.Sqlite;

/// <summary>An administrator's question to the ledger as SQL, along the index that narrows it most.</summary>
internal static class LedgerFilter
{
    public static (string Where, (string, object?)[] Parameters) Of(LedgerQuery query)
    {
        // The same bounds in every question, so that every question goes along an index by due time.
        var conditions = new List<string> { "due_at >= $due_from", "due_at <= $due_to" };
        var parameters = new List<(string, object?)>
        {
            ("$due_from", query.DueFrom ?? DateTimeOffset.UnixEpoch), ("$due_to", Earlier(query.DueTo, query.Before?.DueAt) ?? DateTimeOffset.MaxValue),
        };
        void Add(string condition, string name, object? value)
        {
            if (value is null)
                return;
            conditions.Add(condition);
            parameters.Add((name, value));
        }

        Add("user_id = $user_id", "$user_id", query.UserId);
        Add("subscription_id = $subscription_id", "$subscription_id", query.SubscriptionId);
        if (query.States is { } states)
            conditions.Add($"state IN ({string.Join(", ", states.Select(state => $"'{state}'"))})");
        Add("document ->> '$.channel' = $channel", "$channel", query.Channel);
        Add("document ->> '$.kind' = $kind", "$kind", query.Kind is { } kind ? System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()) : null);
        if (query.Before is { } before)
        {
            Add("(due_at < $before_due OR id < $before_id)", "$before_due", before.DueAt);
            parameters.Add(("$before_id", before.Id));
        }
        return (string.Join(" AND ", conditions), [.. parameters]);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one < other || other is null ? one : other;
}
