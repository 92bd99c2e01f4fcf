namespace SubTracker.ApiService.Subscriptions;

internal interface ISubscriptionStore
{
    /// <summary>Adds it; <c>false</c> where its id is taken.</summary>
    Task<bool> AddAsync(Subscription subscription, DateOnly today, CancellationToken cancellationToken);

    /// <summary>One of <paramref name="userId"/>'s own; somebody else's is not found.</summary>
    Task<Subscription?> FindOwnedAsync(string id, string userId, CancellationToken cancellationToken);

    /// <summary>Whoever owns it: for runs, which act for the owner.</summary>
    Task<Subscription?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a subscription that is still at <paramref name="expectedVersion"/>; <c>false</c> where it has moved on or is gone.
    /// The plan is replaced only by one of a higher revision: a run may have moved the stored one on meanwhile.
    /// </summary>
    Task<bool> ReplaceAsync(Subscription subscription, long expectedVersion, DateOnly today, CancellationToken cancellationToken);

    /// <summary>Deletes it, at <paramref name="expectedVersion"/> where one is given; <c>false</c> where it has moved on or is gone.</summary>
    Task<bool> DeleteAsync(string id, string userId, long? expectedVersion, CancellationToken cancellationToken);

    /// <summary>Deletes everything of a user.</summary>
    Task DeleteAllAsync(string userId, CancellationToken cancellationToken);

    /// <summary>The page asked for, and how many there are in all. What is stored of days and status must be rolled first.</summary>
    Task<(IReadOnlyList<Subscription> Page, long Total)> ListAsync(SubscriptionQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// All of a user's subscriptions, the oldest first, as far as it takes to say what is charged when and to sort it: category, tags, payment
    /// method, terms, prices, pauses, ends and shares. The rest, such as notes and reminders, may be missing.
    /// </summary>
    Task<IReadOnlyList<Subscription>> ListAllAsync(string userId, CancellationToken cancellationToken);

    /// <summary>The next <paramref name="limit"/> of a user's subscriptions by id, behind <paramref name="after"/>.</summary>
    Task<IReadOnlyList<Subscription>> ListOwnedAsync(string userId, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Those with these ids, whoever owns them, in no order.</summary>
    Task<IReadOnlyList<Subscription>> ListByIdAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Adds, replaces and deletes many in one go. What is to be added and is there already, or has moved on from the version expected, is
    /// left as it is: the same writes again change nothing.
    /// </summary>
    Task WriteAllAsync(IReadOnlyList<SubscriptionWrite> writes, DateOnly today, CancellationToken cancellationToken);

    /// <summary>
    /// A user's subscriptions that renew next on or before <paramref name="last"/>, in no order, as far as <see cref="ListAllAsync"/> has
    /// them. They must be rolled first.
    /// </summary>
    Task<IReadOnlyList<Subscription>> ListRenewingAsync(string userId, DateOnly last, CancellationToken cancellationToken);

    /// <summary>Brings stored status, next renewal and price, of a user's subscriptions whose day has passed, up to <paramref name="today"/>.</summary>
    Task RollAsync(string userId, DateOnly today, CancellationToken cancellationToken);

    /// <summary>Plans that are saved and not yet in the queue, oldest first.</summary>
    Task<IReadOnlyList<Subscription>> ListPendingPlansAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Marks a pending plan as <paramref name="planned"/>; <c>false</c> where it has moved on.</summary>
    Task<bool> SettlePlanAsync(string id, ReminderPlanState pending, ReminderPlanState planned, CancellationToken cancellationToken);

    /// <summary>Moves the plan on from <paramref name="run"/>, whatever its state; <c>false</c> where it speaks of another run by now.</summary>
    Task<bool> MovePlanAsync(string id, ReminderPlanState run, ReminderPlanState next, CancellationToken cancellationToken);

    /// <summary>Planned runs whose reminder was due before <paramref name="before"/> and that were not started again since: lost ones, the oldest first.</summary>
    Task<IReadOnlyList<(string Id, ReminderPlanState Plan)>> ListLostPlansAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>When the reminder of a planned run was due that is furthest behind <paramref name="now"/>; <c>null</c> where none is.</summary>
    Task<DateTimeOffset?> FindOldestOverdueAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Raises the revision of every plan of a user: zone or default offsets have changed.</summary>
    Task ReplanAllAsync(string userId, CancellationToken cancellationToken);
}
