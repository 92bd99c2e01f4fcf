using SubTracker.ApiService.Storage.Migration;

namespace SubTracker.Standalone;

/// <summary><c>migrate --to mongodb://…</c>: moves the data folder's database into MongoDB.</summary>
internal static class MigrateCommand
{
    private const string Usage = "Say where to: migrate --to mongodb://host/subtracker?replicaSet=rs0 (SubTracker__DataFolder names the folder to move).";

    public static async Task<int> RunAsync(string[] args, TimeProvider clock)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        if (configuration["to"] is not { Length: > 0 } connectionString)
            return await FailAsync(Usage);
        using var data = DataFolder.Open(configuration["SubTracker:DataFolder"]);
        if (data is null)
            return await FailAsync(DataFolder.InUse);
        if (!File.Exists(Path.Combine(data.Path, "subtracker.db")))
            return await FailAsync($"There is no database in {data.Path}.");

        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) => (pressed.Cancel, _) = (true, interrupted.CancelAsync());
        try
        {
            using var migration = new StorageMigration(data.Path, connectionString, Console.Out);
            Console.WriteLine($"Moving the database in {data.Path}.");
            if (!await migration.RunAsync(clock, interrupted.Token))
                return 1;
        }
        catch (InvalidOperationException wrong)
        {
            return await FailAsync(wrong.Message);
        }
        catch (Exception unreachable) when (unreachable is OperationCanceledException or TimeoutException)
        {
            return await FailAsync($"Not finished: {unreachable.Message} Run it again to go on.");
        }
        Console.WriteLine("Everything is there. Set ConnectionStrings__subtracker to that connection string to run on it.");
        Console.WriteLine("The folder still keeps the keys and the local queue; its database stays as it was and is no longer used.");
        return 0;
    }

    private static async Task<int> FailAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return 1;
    }
}
