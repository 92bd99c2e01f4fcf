using System.Diagnostics;
using System.Text.RegularExpressions;
using SubTracker.Contracts.Admin;
using SubTracker.Contracts.Reminders;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Faults;

/// <summary>Fault 1 on digests: SIGKILL of the API while reminders are put aside, gathered, sent together and marked one by one.</summary>
public sealed partial class DigestFaultTests(FaultRig rig) : IClassFixture<FaultRig>
{
    private readonly Stopwatch _time = Stopwatch.StartNew();

    [Theory]
    [InlineData(FaultPoint.BeforeClaim, 0)]
    [InlineData(FaultPoint.BeforeSend, 0)]
    [InlineData(FaultPoint.BeforeMark, 0)]
    [InlineData(FaultPoint.AfterMark, 0)]
    [InlineData(FaultPoint.AfterMark, 9)]
    public async Task Killed_at_a_place_each_reminder_is_told_in_one_digest(string place, int passed)
    {
        using (var client = await rig.SignInAsync())
            (await client.PatchJsonAsync("/api/v1/users/me", """{ "reminders": { "digest": true } }""")).EnsureSuccessStatusCode();
        var known = rig.Arrived.ToHashSet();
        var batch = await rig.AddAsync(Judge.Count);
        rig.HoldAt(place, passed);
        rig.MoveClockTo(batch.DueAt);
        await rig.PassTimeAsync(() => rig.IsHeld);
        await rig.Api.KillAsync();
        rig.Release();
        await rig.Api.StartAsync();
        await rig.SettleAsync(batch);
        await JudgeAsync($"kill -9 of the API, digests, {place} {passed}", batch, known);
    }

    private async Task JudgeAsync(string fault, Batch batch, HashSet<string> known)
    {
        using var client = await rig.SignInAsync();
        Assert.All(await batch.RowsAsync(client), row => Assert.Equal(ReminderStatus.Sent, row.State));
        var digests = (await (await client.ReadAsync("/api/v1/admin/reminders?kind=digest&limit=100")).DataAsync<List<AdminReminder>>())
            .Select(digest => digest.Reminder).Where(digest => !known.Contains(digest.Id)).ToList();
        Assert.All(digests, digest => Assert.Equal(ReminderStatus.Sent, digest.State));

        var copies = rig.Mail.Messages.Where(mail => !known.Contains(mail.MessageId!.Split('@')[0])).GroupBy(mail => mail.MessageId!).ToList();
        var told = copies.SelectMany(mails => Renewing().Matches(mails.First().TextBody!).Select(match => match.Value)).CountBy(name => name).ToDictionary();
        var repeated = copies.Sum(mails => mails.Count() - 1);
        var unknown = digests.Sum(digest => digest.Attempts.Count(attempt => attempt.Outcome == AttemptOutcome.Unknown));
        var verdict = new Verdict(
            batch.Count, Lost: batch.Count - told.Count, Double: told.Values.Sum(times => times - 1) + Math.Max(repeated - unknown, 0),
            InWindow: Math.Min(repeated, unknown));
        Assert.Equal((0, 0), (verdict.Lost, verdict.Double));
        Assert.True(copies.Count <= 1 + batch.Count / 20 + 1, $"{batch.Count} reminders came in {copies.Count} messages.");
        Judge.Report(fault, _time.Elapsed, verdict);
    }

    [GeneratedRegex(@"Service \d+ renews")]
    private static partial Regex Renewing();
}
