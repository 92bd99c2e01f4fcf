using System.Diagnostics;
using System.Net;
using MongoDB.Driver;
using SubTracker.ApiService.Storage.Mongo;
using SubTracker.Tests.Platform;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Faults;

/// <summary>Faults 8 and 9 on real processes: a database that goes away, a disk that is full, and two replicas on one database.</summary>
public sealed class DatabaseFaultTests
{
    private readonly Stopwatch _time = Stopwatch.StartNew();

    [Fact]
    public async Task Two_replicas_one_of_them_killed_and_started_again_lose_and_double_nothing()
    {
        var database = Database();
        await using (var rig = new FaultRig(replicas: 2, database))
        {
            await rig.InitializeAsync();
            var batch = await rig.AddAsync(Judge.Count);
            rig.MoveClockTo(batch.DueAt);
            await rig.PassTimeAsync(() => rig.Mail.Messages.Count >= batch.Count / 3);
            await rig.Apis[1].KillAsync();
            await rig.PassTimeAsync(() => rig.Mail.Messages.Count >= batch.Count * 2 / 3);
            await rig.Apis[1].StartAsync();
            await rig.SettleAsync(batch);
            Judge.Report("two replicas, one killed and started again", _time.Elapsed, await rig.JudgeAsync(batch));
        }
        await DropAsync(database);
    }

    [Fact]
    public async Task A_database_that_is_away_for_a_minute_loses_and_doubles_nothing()
    {
        var direct = new MongoUrlBuilder(Database());
        await using var wire = new TcpProxy(direct.Server.Port);
        var database = new MongoUrlBuilder($"{direct}")
        {
            Server = new(direct.Server.Host, wire.Port),
            ReplicaSetName = null,
            DirectConnection = true,
            ServerSelectionTimeout = TimeSpan.FromSeconds(1),
        };
        await using (var rig = new FaultRig(replicas: 1, $"{database}"))
        {
            await rig.InitializeAsync();
            var batch = await rig.AddAsync(Judge.Count);
            rig.MoveClockTo(batch.DueAt);
            await rig.PassTimeAsync(() => rig.Mail.Messages.Count >= batch.Count / 2);
            using (var client = await rig.SignInAsync())
            {
                await wire.CutAsync();
                await (await client.ReadAsync("/api/v1/subscriptions")).ProblemAsync(HttpStatusCode.ServiceUnavailable);
            }
            rig.MoveClock(TimeSpan.FromMinutes(1));
            await rig.PassTimeAsync(() => false, () => Task.FromResult(true));
            wire.Mend();
            await rig.SettleAsync(batch);
            Judge.Report("database away for a minute", _time.Elapsed, await rig.JudgeAsync(batch));
        }
        await DropAsync($"{direct}");
    }

    [Fact]
    public async Task A_disk_that_is_full_is_told_and_what_was_acknowledged_is_kept()
    {
        await using var rig = new FaultRig();
        Directory.CreateDirectory(rig.DataFolder);
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", rig.DataFolder), "a small disk cannot be mounted here");
        try
        {
            await rig.InitializeAsync();
            var batch = await rig.AddAsync(Judge.Count);
            var filler = Path.Combine(rig.DataFolder, "filler");
            using (var client = await rig.SignInAsync())
            {
                Fill(filler);
                await (await UntilRefusedAsync(client)).ProblemAsync(HttpStatusCode.InsufficientStorage);
                File.Delete(filler);
            }
            rig.MoveClockTo(batch.DueAt);
            await rig.SettleAsync(batch);
            Judge.Report("disk full while subscriptions are added", _time.Elapsed, await rig.JudgeAsync(batch));
        }
        finally
        {
            foreach (var replica in rig.Apis)
                await replica.DisposeAsync();
            Assert.True(Run("umount", rig.DataFolder));
        }
    }

    private static void Fill(string file)
    {
        try
        {
            using var filler = File.Create(file);
            for (var block = new byte[64 * 1024]; ;)
            {
                filler.Write(block);
                filler.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    // The journal has some room of its own.
    private static async Task<HttpResponseMessage> UntilRefusedAsync(HttpClient client)
    {
        for (var number = 0; number < 10_000; number++)
            if (await client.PostJsonAsync("/api/v1/subscriptions", """{ "name": "More", "price": 1, "currency": "EUR", "frequency": "yearly", "startDate": "2026-01-01" }""")
                is { IsSuccessStatusCode: false } refused)
                return refused;
        throw new InvalidOperationException("The disk never was full.");
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static string Database()
    {
        var database = MongoEngine.NewDatabase();
        Assert.SkipWhen(database is null, MongoEngine.Missing);
        return database;
    }

    private static Task DropAsync(string database)
    {
        var opened = MongoStorage.Open(database);
        return opened.Client.DropDatabaseAsync(opened.DatabaseNamespace.DatabaseName, TestContext.Current.CancellationToken);
    }
}
