namespace SubTracker.ApiService.Storage.Mongo;

/// <summary>Every collection, its validator and its indexes. Who changes anything here raises <see cref="Version"/>.</summary>
internal static class MongoSchema
{
    /// <summary>A replica of an older version, started while a newer one is rolled out, leaves what it finds.</summary>
    public const int Version = 9;

    public static CollectionSchema Locks { get; } = new("locks", "{ _id: 'string' }");

    public static CollectionSchema Installation { get; } = new("installation", "{ _id: 'string', userId: 'string' }");

    public static CollectionSchema Users { get; } = new(
        "users",
        "{ _id: 'string', email: 'string', emailKey: 'string', role: 'string', version: 'long', settingsVersion: 'long', settingsPlanned: 'long' }",
        new IndexSchema("by_email", "{ emailKey: 1 }", Unique: true),
        new IndexSchema("to_plan", "{ unplanned: 1, _id: 1 }", Where: "{ unplanned: true }"),
        new IndexSchema("administrators", "{ role: 1, _id: 1 }", Where: "{ role: 'Admin' }"));

    public static CollectionSchema Sessions { get; } = new(
        "sessions",
        "{ _id: 'string', userId: 'string', familyHash: 'string', secretHash: 'string', expiresAt: 'date' }",
        new IndexSchema("by_user", "{ userId: 1, expiresAt: 1 }"),
        new IndexSchema("expired", "{ expiresAt: 1 }", Expires: true));

    public static CollectionSchema WebKeys { get; } = new("webKeys", "{ _id: 'string', xml: 'string' }");

    public static CollectionSchema SealKeys { get; } = new("sealKeys", "{ _id: 'string', xml: 'string' }");

    public static CollectionSchema Subscriptions { get; } = new(
        "subscriptions",
        """
        { _id: 'string', userId: 'string', name: 'string', terms: 'array', prices: 'array', version: 'long', createdAt: 'date', plan: 'object',
          nameKey: 'string', searchText: 'string', price: 'decimal', currency: 'string', status: 'string', renews: 'bool' }
        """,
        new IndexSchema("by_renewal", "{ userId: 1, renews: -1, renewsOn: 1, _id: 1 }"),
        new IndexSchema("by_name", "{ userId: 1, nameKey: 1, _id: 1 }"),
        new IndexSchema("by_price", "{ userId: 1, price: 1, _id: 1 }"),
        new IndexSchema("by_creation", "{ userId: 1, createdAt: 1, _id: 1 }"),
        new IndexSchema("by_user", "{ userId: 1, _id: 1 }"),
        new IndexSchema("to_roll", "{ userId: 1, holdsThrough: 1 }", Where: "{ holdsThrough: { $exists: true } }"),
        new IndexSchema("to_plan", "{ 'plan.state': 1, _id: 1 }", Where: "{ 'plan.state': 'Pending' }"),
        new IndexSchema("planned", "{ 'plan.dueAt': 1, _id: 1 }", Where: "{ 'plan.state': 'Planned' }"));

    public static CollectionSchema Payments { get; } = new(
        "payments",
        "{ _id: 'string', subscriptionId: 'string', userId: 'string', date: 'string', amount: 'decimal', version: 'long' }",
        new IndexSchema("of_subscription", "{ subscriptionId: 1, userId: 1, date: -1, _id: -1 }"),
        new IndexSchema("of_user", "{ userId: 1, date: 1, _id: 1 }"));

    public static CollectionSchema IdempotencyKeys { get; } = new(
        "idempotencyKeys",
        "{ _id: 'string', userId: 'string', fingerprint: 'string', startedAt: 'date', heldUntil: 'date', expiresAt: 'date' }",
        new IndexSchema("of_user", "{ userId: 1 }"),
        new IndexSchema("expired", "{ expiresAt: 1 }", Expires: true));

    public static CollectionSchema Reminders { get; } = new(
        "reminders",
        "{ _id: 'string', version: 'long', subscriptionId: 'string', userId: 'string', dueAt: 'date', state: 'string', attempts: 'int' }",
        new IndexSchema("by_subscription", "{ subscriptionId: 1, dueAt: 1, _id: 1 }"),
        new IndexSchema("by_user", "{ userId: 1, dueAt: -1, _id: -1 }"),
        new IndexSchema("by_due", "{ dueAt: -1, _id: -1 }"),
        new IndexSchema("sent", "{ sentAt: -1, _id: -1 }", Where: "{ sentAt: { $exists: true } }"),
        new IndexSchema("failed", "{ failedAt: 1 }", Where: "{ failedAt: { $exists: true } }"),
        new IndexSchema("to_attempt", "{ nextAttemptAt: 1, _id: 1 }", Where: "{ nextAttemptAt: { $exists: true } }"),
        new IndexSchema("waiting", "{ dueAt: 1, _id: 1 }", Where: "{ nextAttemptAt: { $exists: true } }"));

    public static CollectionSchema Leases { get; } = new("leases", "{ _id: 'string', holder: 'string', endsAt: 'date' }");

    public static CollectionSchema Settings { get; } = new("settings", "{ _id: 'string' }");

    public static CollectionSchema Channels { get; } = new(
        "channels",
        "{ _id: 'string', userId: 'string', type: 'string', version: 'long', health: 'object' }",
        new IndexSchema("by_user", "{ userId: 1, _id: 1 }"));

    public static CollectionSchema Announcements { get; } = new(
        "announcements",
        "{ _id: 'string', userId: 'string', dueAt: 'date', version: 'long' }",
        new IndexSchema("by_due", "{ dueAt: 1, _id: 1 }"),
        new IndexSchema("by_user", "{ userId: 1 }"));

    public static CollectionSchema Outbox { get; } = new(
        "outbox",
        "{ _id: 'string', userId: 'string', createdAt: 'date' }",
        new IndexSchema("by_user", "{ userId: 1, createdAt: -1, _id: -1 }"));

    public static CollectionSchema Rates { get; } = new("rates", "{ _id: 'string', perEuro: 'array' }");

    public static CollectionSchema OwnRates { get; } = new("ownRates", "{ _id: 'string', rates: 'array' }");

    public static CollectionSchema Budgets { get; } = new("budgets", "{ _id: 'string', byCategory: 'array', currency: 'string' }");

    public static CollectionSchema BudgetChecks { get; } = new(
        "budgetChecks", "{ _id: 'string', at: 'date' }", new IndexSchema("by_time", "{ at: 1, _id: 1 }"));

    public static CollectionSchema CalendarFeeds { get; } = new(
        "calendarFeeds", "{ _id: 'string', token: 'string', tokenHash: 'string' }", new IndexSchema("by_token", "{ tokenHash: 1 }", Unique: true));

    public static CollectionSchema Imports { get; } = new(
        "imports",
        "{ _id: 'string', userId: 'string', state: 'string', at: 'date', leaseUntil: 'date', version: 'long' }",
        new IndexSchema("by_user", "{ userId: 1, at: -1, _id: -1 }"),
        new IndexSchema("unfinished", "{ leaseUntil: 1, _id: 1 }", Where: "{ unfinished: true }"));

    public static CollectionSchema ImportBatches { get; } = new(
        "importBatches",
        "{ _id: 'string', importId: 'string', changes: 'array' }",
        new IndexSchema("by_import", "{ importId: 1 }"));

    public static CollectionSchema ImportReports { get; } = new("importReports", "{ _id: 'string', json: 'string' }");

    public static IReadOnlyList<CollectionSchema> Collections { get; } =
    [
        Locks, Installation, Users, Sessions, WebKeys, SealKeys, Subscriptions, Payments, IdempotencyKeys, Reminders, Leases, Settings, Channels,
        Announcements, Outbox, Rates, OwnRates, Budgets, BudgetChecks,
        CalendarFeeds, Imports, ImportBatches, ImportReports,
    ];
}
