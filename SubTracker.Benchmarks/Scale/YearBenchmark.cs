using System.Diagnostics;
using System.Globalization;
using SubTracker.ApiService.Reminders;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;

namespace SubTracker.Benchmarks.Scale;

/// <summary>A year of reminders as the product's own planner says it, and a sample of it counted a second time.</summary>
internal static class YearBenchmark
{
    private const int GoalMegabytes = 200;
    private static readonly DateTimeOffset s_now = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_until = s_now.AddYears(1);

    public static Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var (count, sample) = (arguments["subscriptions"], arguments["sample"]);
        var population = new Population(arguments["seed"], count, s_now);
        var begun = Stopwatch.GetTimestamp();
        var year = new YearTally(s_now, s_until);
        var every = Math.Max(1, count / Math.Max(1, sample));
        var (compared, reminders, differences) = (0, 0L, 0);
        Parallel.For(
            0, population.Users, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            () => new YearTally(s_now, s_until),
            (number, _, tally) =>
            {
                var user = population.User(number);
                foreach (var subscription in population.SubscriptionsOf(number, user))
                {
                    var due = RenewalPlanner.Simulate(subscription, user, s_now).TakeWhile(moment => moment.DueAt <= s_until).Select(moment => moment.DueAt).ToList();
                    tally.Add(due);
                    if (tally.Subscriptions % every != 0)
                        continue;
                    Interlocked.Increment(ref compared);
                    Interlocked.Add(ref reminders, due.Count);
                    Compare(subscription, user, due, ref differences);
                }
                return tally;
            },
            tally =>
            {
                lock (year)
                    year.Add(tally);
            });
        var took = Stopwatch.GetElapsedTime(begun);
        Say(year, took, population.Users);
        using var self = Process.GetCurrentProcess();
        Report.Judge(self.PeakWorkingSet64 / 1e6 < GoalMegabytes, $"memory at most {self.PeakWorkingSet64 / 1e6:n0} MB (goal: under {GoalMegabytes})");
        Report.Judge(differences == 0, $"{compared:n0} subscriptions, {reminders:n0} reminders, counted a second time without the planner: {differences:n0} subscriptions differ");
        return Task.CompletedTask;
    }

    private static void Compare(Subscription subscription, User user, List<DateTimeOffset> due, ref int differences)
    {
        var counted = new PlainCalendar(subscription, user, s_now, s_until).Moments();
        if (counted.SequenceEqual(due.Order()) || Interlocked.Increment(ref differences) > 5)
            return;
        var only = string.Join(' ', due.Except(counted).Select(Text));
        var missing = string.Join(' ', counted.Except(due).Select(Text));
        Report.Say($"differs: {subscription.Id} in {user.TimeZone}, planner only [{only}], plain only [{missing}], {subscription.Terms[0]}");
    }

    private static void Say(YearTally year, TimeSpan took, int users)
    {
        Report.Say($"{year.Subscriptions:n0} subscriptions of {users:n0} users: {year.Reminders:n0} reminders from {Text(s_now)} to {Text(s_until)}, counted in {took.TotalSeconds:n1} s");
        foreach (var (name, minutes) in (ReadOnlySpan<(string, int)>)[("minute", 1), ("hour", 60), ("day", 24 * 60)])
        {
            var (at, most) = year.Busiest(minutes);
            Report.Say($"busiest {name}: {most:n0} reminders, from {Text(at)}");
        }
        Report.Say($"messages of the queue: {year.Messages:n0}; {year.Hops:n0} more where one may be delayed by {YearTally.ShortDelay.TotalDays:n0} days at most");
    }

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
