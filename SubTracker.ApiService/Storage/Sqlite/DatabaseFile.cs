using SubTracker.ServiceDefaults;

namespace SubTracker.ApiService.Storage.Sqlite;

/// <summary>Where the database lies: readable by its owner alone.</summary>
internal static class DatabaseFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The keys that seal secrets in the database lie beside it: a copy of the database alone tells none.</summary>
    public static DirectoryInfo SealKeys(string? folder) => new(Path.Combine(Path.GetDirectoryName(In(folder))!, "seal-keys"));

    public static string In(string? folder)
    {
        if (string.IsNullOrWhiteSpace(folder))
            throw new CannotStartException("Set SubTracker:DataFolder (SubTracker__DataFolder) to the folder that keeps the database.");
        var file = Path.Combine(Path.GetFullPath(folder), "subtracker.db");
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return file;
        }

        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        // SQLite gives its journal the mode of the database, so the file is made before SQLite makes it.
        using var _ = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = OwnerOnly,
        });
        return file;
    }
}
