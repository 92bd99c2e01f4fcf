using SubTracker.Upstash;

namespace SubTracker.ApiService.Reminders;

/// <summary>Reminds the owner of one renewal, at each of its moments; the last one hands over to the next renewal.</summary>
internal sealed class RenewalReminders(ReminderDelivery delivery) : Workflow<RenewalRun>
{
    public const string Path = "/api/v1/workflows/subscription/reminder";

    public override async Task RunAsync(WorkflowContext context, RenewalRun run)
    {
        foreach (var moment in run.Moments)
        {
            // Triggered not before its first moment: the first reminder is due now.
            if (moment != run.Moments[0] || run.SleepFirst)
                await context.SleepUntilAsync($"until {moment.DaysBefore} days before", moment.DueAt);

            // Loads, checks the plan's revision, claims, sends, marks. The subscription may have moved on while the run slept.
            var outcome = await context.RunAsync(
                $"remind {moment.DaysBefore} days before", cancellationToken => delivery.RemindAsync(run, moment, cancellationToken));
            if (outcome == Outcome.Superseded)
                return;
        }
    }
}
