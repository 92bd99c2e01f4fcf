using System.Diagnostics;
using SubTracker.Contracts.Reminders;

namespace SubTracker.Tests.Faults;

/// <summary>
/// Faults 1, 2 and 6 on real processes: SIGKILL of the API, of the queue and of both, at every place where it could matter, and anywhere else;
/// machines that were off, and a clock that goes back.
/// </summary>
public sealed class KillTests(FaultRig rig) : IClassFixture<FaultRig>
{
    private readonly Stopwatch _time = Stopwatch.StartNew();

    [Theory]
    [InlineData(FaultPoint.BeforeClaim)]
    [InlineData(FaultPoint.BeforeSend)]
    [InlineData(FaultPoint.BeforeMark)]
    [InlineData(FaultPoint.AfterMark)]
    public async Task The_API_killed_at_a_place_loses_and_doubles_nothing(string place)
    {
        var batch = await DueAsync(place);
        await rig.Api.KillAsync();
        rig.Release();
        await rig.Api.StartAsync();
        await EndAsync($"kill -9 of the API, {place}", batch);
    }

    [Theory]
    [InlineData(FaultPoint.BeforeClaim)]
    [InlineData(FaultPoint.BeforeMark)]
    [InlineData(FaultPoint.AfterMark)]
    public async Task The_queue_killed_while_the_API_is_at_a_place_loses_and_doubles_nothing(string place)
    {
        var batch = await DueAsync(place);
        await rig.QStash.KillAsync();
        rig.Release();
        await rig.QStash.StartAsync();
        await EndAsync($"kill -9 of the queue, {place}", batch);
    }

    [Fact]
    public async Task Both_killed_at_once_lose_and_double_nothing()
    {
        var batch = await DueAsync(FaultPoint.BeforeMark);
        await Task.WhenAll(rig.Api.KillAsync(), rig.QStash.KillAsync());
        rig.Release();
        await Task.WhenAll(rig.Api.StartAsync(), rig.QStash.StartAsync());
        await EndAsync("kill -9 of both", batch);
    }

    [Fact]
    public async Task Killed_at_random_moments_the_API_loses_and_doubles_nothing()
    {
        var kills = Math.Max(3, Judge.Count / 20);
        var random = new Random(20261126);
        var batch = await rig.AddAsync(Judge.Count);
        rig.MoveClockTo(batch.DueAt);
        for (var kill = 0; kill < kills; kill++)
        {
            // By what has arrived, not by the clock: a kill hits while mail is being sent, wherever in that.
            var before = rig.Mail.Messages.Count + random.Next(1, Math.Max(2, batch.Count / kills));
            await rig.PassTimeAsync(() => rig.Mail.Messages.Count >= before || rig.HasArrived(batch));
            await rig.Api.KillAsync();
            await rig.Api.StartAsync();
        }
        await EndAsync($"kill -9 of the API at {kills} random moments", batch);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(24, true)]
    [InlineData(240, false)]
    public async Task Off_over_the_due_time_it_says_late_what_is_of_use_and_records_what_is_not(int hours, bool isOfUse)
    {
        var batch = await rig.AddAsync(Judge.Count);
        await Task.WhenAll(rig.Api.KillAsync(), rig.QStash.KillAsync());
        rig.MoveClockTo(batch.DueAt.AddHours(hours));
        await Task.WhenAll(rig.Api.StartAsync(), rig.QStash.StartAsync());
        await EndAsync($"off over the due time for {hours} h", batch, isOfUse ? ReminderStatus.Sent : ReminderStatus.Skipped);
    }

    [Fact]
    public async Task A_clock_set_back_a_day_repeats_nothing_and_loses_nothing()
    {
        var batch = await rig.AddAsync(Judge.Count);
        rig.MoveClockTo(batch.DueAt);
        var half = rig.Mail.Messages.Count + batch.Count / 2;
        await rig.PassTimeAsync(() => rig.Mail.Messages.Count >= half);
        rig.MoveClock(TimeSpan.FromDays(-1));
        await rig.PassTimeAsync(() => false, () => Task.FromResult(true));
        rig.MoveClock(TimeSpan.FromDays(1));
        await EndAsync("clock set back a day in the middle", batch);
    }

    private async Task<Batch> DueAsync(string place)
    {
        var batch = await rig.AddAsync(Judge.Count);
        rig.HoldAt(place, passed: batch.Count / 2);
        rig.MoveClockTo(batch.DueAt);
        await rig.HeldAsync();
        return batch;
    }

    private async Task EndAsync(string fault, Batch batch, ReminderStatus expected = ReminderStatus.Sent)
    {
        await rig.SettleAsync(batch);
        Judge.Report(fault, _time.Elapsed, await rig.JudgeAsync(batch, expected));
    }
}
