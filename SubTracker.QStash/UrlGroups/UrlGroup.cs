using SubTracker.QStash.Storage;

namespace SubTracker.QStash.UrlGroups;

internal static class UrlGroup
{
    /// <summary>The urls of the group, or <c>null</c> where there is no group of that name.</summary>
    public static IReadOnlyList<string>? Find(Database database, string name) =>
        database.Number("SELECT 1 FROM topics WHERE name = $1", name) is null
            ? null
            : database.Query("SELECT url FROM topic_endpoints WHERE topic = $1 ORDER BY rowid", row => row.GetString(0), name);
}
