using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SubTracker.Standalone;

/// <summary>The folder that holds everything, locked while in use; its secrets are made on the first start and read on every other.</summary>
internal sealed class DataFolder : IDisposable
{
    public const string InUse = "SubTracker is running on this data folder already. Stop it first, or choose another folder with SubTracker__DataFolder.";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream folderLock)
    {
        (Path, _lock) = (path, folderLock);
        Secrets = ReadOrCreate(System.IO.Path.Combine(path, "secrets.json"));
    }

    public string Path { get; }

    public Secrets Secrets { get; }

    /// <summary>Opens the folder, creating it where it is missing; <c>null</c> where another process holds it.</summary>
    public static DataFolder? Open(string? configured)
    {
        var path = System.IO.Path.GetFullPath(configured ?? System.IO.Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "SubTracker"));
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        try
        {
            return new(path, Create(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static Secrets ReadOrCreate(string file)
    {
        var kept = File.Exists(file) ? JsonSerializer.Deserialize<Secrets>(File.ReadAllText(file)) : null;
        if (kept?.LinkSigningKey is not null)
            return kept;
        // A folder from before there were links gets the key that it lacks, and keeps the others.
        var secrets = (kept ?? new Secrets(Random(), Token(), $"sig_{Random()}", $"sig_{Random()}")) with { LinkSigningKey = Random() };
        // Written aside and moved into place: a start that is cut off leaves no half a secret behind.
        var draft = file + ".new";
        using (var stream = Create(draft, FileMode.Create))
        {
            JsonSerializer.Serialize(stream, secrets);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, file, overwrite: true);
        return secrets;
    }

    // The form that QStash's tokens have: base64 of a user and a password.
    private static string Token() =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"UserID":"standalone","Password":"{{Random()}}"}"""));

    private static string Random() => Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    private static FileStream Create(string file, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new(file, options);
    }
}

/// <summary>Kept in <c>secrets.json</c>, readable by its owner alone.</summary>
internal sealed record Secrets(string JwtSigningKey, string QStashToken, string CurrentSigningKey, string NextSigningKey, string? LinkSigningKey = null);
