using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.ApiService.Transfer;

/// <summary>
/// Which subscription of an account a row means: the one that it was exported from, by its id; else one of the same name, currency and
/// cycle that starts on the same day; else the only one of them that still runs. Each is meant by one row at most, and no row means another row.
/// </summary>
internal sealed class Matches(DateOnly today)
{
    private readonly Dictionary<string, Known> _byId = [];
    private readonly Dictionary<string, List<Known>> _alike = [];

    public void Add(Subscription subscription)
    {
        var known = new Known(subscription.Id, subscription.Term.StartDate, HasEnded(subscription));
        _byId[known.Id] = known;
        if (!_alike.TryGetValue(Key(subscription), out var alike))
            _alike[Key(subscription)] = alike = [];
        alike.Add(known);
    }

    /// <summary>The id of the subscription that a row means; <c>null</c> where it is new.</summary>
    public string? Take(string? id, Subscription row)
    {
        if (Find(id, row) is not { } found)
            return null;
        found.IsTaken = true;
        return found.Id;
    }

    private Known? Find(string? id, Subscription row)
    {
        if (id is not null && _byId.TryGetValue(id, out var same) && !same.IsTaken)
            return same;
        if (!_alike.TryGetValue(Key(row), out var alike))
            return null;
        return alike.Find(known => !known.IsTaken && known.Start == row.Term.StartDate)
            ?? (alike.FindAll(known => !known.HasEnded) is [{ IsTaken: false } only] ? only : null);
    }

    private bool HasEnded(Subscription subscription) =>
        subscription.Status(today) is SubscriptionStatus.Cancelled or SubscriptionStatus.Expired;

    private string Key(Subscription s) =>
        $"{s.Name.Trim().ToUpperInvariant()}\n{s.PriceOn(today).Currency}\n{s.Term.Cycle.Frequency}\n{s.Term.Cycle.Interval}";

    private sealed class Known(string id, DateOnly start, bool hasEnded)
    {
        public string Id => id;
        public DateOnly Start => start;
        public bool HasEnded => hasEnded;
        public bool IsTaken { get; set; }
    }
}
