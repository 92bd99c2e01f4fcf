using System.Collections.Concurrent;
using SubTracker.Benchmarks.Load;

namespace SubTracker.Benchmarks.Reminders;

/// <summary>
/// One mail each to many users at the same moment: the real product as one process, its queue calling its endpoint, which claims, sends and
/// marks. The clock is the real one; the reminders fall due when the plans lie in the queue.
/// </summary>
internal static class BurstBenchmark
{
    private const int GoalSeconds = 30;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var (count, clock) = (arguments["users"], TimeProvider.System);
        var arrived = new ConcurrentDictionary<string, DateTimeOffset>();
        var mails = 0;
        using var sink = new MailSink(recipient =>
        {
            arrived[recipient] = clock.GetUtcNow();
            Interlocked.Increment(ref mails);
        });
        var folder = Directory.CreateTempSubdirectory("burst-benchmark-");
        try
        {
            var dueAt = Minute(clock.GetUtcNow().AddSeconds(arguments["lead"]));
            using var users = new BurstUsers(folder.FullName);
            await users.AddAsync(count, dueAt, cancellationToken);
            using var server = await ServerProcess.StartAsync("SubTracker.Standalone", Settings(folder, sink), cancellationToken);
            var planning = new Stretch(server.Process);
            await UntilAsync(() => users.AreAllPlannedAsync(cancellationToken), cancellationToken);
            planning.Say("planning", count);
            if (clock.GetUtcNow() >= dueAt)
                throw new InvalidOperationException("The reminders fell due while they were still being planned: give a longer --lead.");

            await UntilAsync(() => Task.FromResult(clock.GetUtcNow() >= dueAt), cancellationToken);
            var sending = new Stretch(server.Process);
            await UntilAsync(() => Task.FromResult(Volatile.Read(ref mails) >= count), cancellationToken);
            sending.Say("sending", count);
            await UntilAsync(async () => await users.CountSentAsync(dueAt, cancellationToken) >= count, cancellationToken);

            var lags = arrived.Values.Select(at => (at - dueAt).TotalSeconds).Order().ToArray();
            Report.Judge(mails == count && Enumerable.Range(0, count).All(number => arrived.ContainsKey(BurstUsers.Address(number))),
                $"{mails:n0} mails to {arrived.Count:n0} of {count:n0} users over {sink.Connections:n0} connections, {server.PeakMegabytes:n0} MB at most");
            Report.Judge(lags[^1] < GoalSeconds,
                $"from due to taken over by the mail server: p50 {lags[lags.Length / 2]:n1}, the last {lags[^1]:n1} s (goal: under {GoalSeconds})");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.Ticks - at.Ticks % TimeSpan.TicksPerMinute + TimeSpan.TicksPerMinute, TimeSpan.Zero);

    private static async Task UntilAsync(Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await isSo())
            await pause.WaitForNextTickAsync(either.Token);
    }

    private static Dictionary<string, string> Settings(DirectoryInfo folder, MailSink sink) => new()
    {
        ["SubTracker__DataFolder"] = folder.FullName,
        ["Email__Host"] = "127.0.0.1",
        ["Email__Port"] = $"{sink.Port}",
        ["Email__Security"] = "None",
        ["Email__From"] = "SubTracker <subtracker@example.org>",
        ["Currencies__SourceUrl"] = "",
    };
}
