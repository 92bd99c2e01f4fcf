using Microsoft.Data.Sqlite;
using SubTracker.ServiceDefaults;

namespace SubTracker.Tests.QStash;

/// <summary>The folder that holds everything: whose it is, and which versions of it are understood.</summary>
public sealed class DataFolderTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("qstash-");

    private DirectoryInfo Folder => new(Path.Combine(_parent.FullName, "data"));

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public async Task Nobody_else_reads_the_folder_or_a_file_in_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        await using var server = await LocalQStash.StartAsync(folder: Folder);
        await server.SendAsync(HttpMethod.Post, "/v2/queues", new { queueName = "q" });

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Folder.UnixFileMode);
        Assert.Contains(Folder.GetFiles(), file => file.Extension == ".db-wal");
        Assert.All(Folder.GetFiles(), file => Assert.Equal((file.Name, UnixFileMode.UserRead | UnixFileMode.UserWrite), (file.Name, file.UnixFileMode)));
    }

    [Fact]
    public async Task A_file_of_a_newer_server_is_refused_with_what_to_do()
    {
        await using (await LocalQStash.StartAsync(folder: Folder))
        {
        }

        Execute("PRAGMA user_version = 99");
        var refused = await Assert.ThrowsAsync<CannotStartException>(() => LocalQStash.StartAsync(folder: Folder));

        Assert.Contains("schema 99, this one knows 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_from_before_versions_is_taken_over_with_what_is_in_it()
    {
        await using (var server = await LocalQStash.StartAsync(folder: Folder))
            await server.PublishAsync("http://127.0.0.1:9/", ("Upstash-Delay", "1d"));
        Execute("PRAGMA user_version = 0");

        await using var again = await LocalQStash.StartAsync(folder: Folder);

        Assert.NotNull(await again.NextDueAsync());
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder.FullName, "qstash.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
