using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SubTracker.Upstash;
using SubTracker.Upstash.Testing;

namespace SubTracker.Tests.Upstash;

/// <summary>The README's examples, compiled: each of its lines of code stands in this file.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Every_line_of_the_examples_is_compiled_here()
    {
        var compiled = File.ReadAllText(ThisFile()).Split('\n').Select(line => line.Trim()).ToHashSet();
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "SubTracker.Upstash", "README.md"));
        var examples = CSharp().Matches(readme).SelectMany(block => block.Groups[1].Value.Split('\n')).Select(line => line.Trim()).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, line => Assert.True(
            compiled.Contains(line) || (line.EndsWith('…') && compiled.Any(own => own.StartsWith(line[..^1], StringComparison.Ordinal))), line));
    }

    [Fact]
    public async Task The_example_of_a_test_succeeds()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        var mailer = new Mailer();

        var time = new FakeTimeProvider(start);
        var tester = new WorkflowTester(time, time.SetUtcNow) { MaxDelay = TimeSpan.FromDays(7), ExecutesStepsTwice = true };
        var run = await tester.RunAsync(() => new Reminder(mailer), new ReminderRun("s1", start.AddDays(30)), cancellationToken);

        Assert.Equal(WorkflowTestState.Finished, run.State);

        await File.WriteAllTextAsync("reminder-v1.json", run.History, cancellationToken);

        // Kept when the workflow was released: does today's code still fit the runs that are under way?
        await tester.ReplayAsync(() => new Reminder(mailer), File.ReadAllText("reminder-v1.json"), cancellationToken);
        File.Delete("reminder-v1.json");
    }

    [Fact]
    public async Task The_example_of_a_service_is_built()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddUpstash(builder.Configuration);
        builder.Services.AddScoped<Mailer>();
        await using var app = builder.Build();

        app.MapWorkflow<Reminder>("/workflows/reminder");
        app.MapPost("/subscriptions", async (Subscription subscription, WorkflowClient workflows, CancellationToken cancellationToken) =>
        {
            var run = await workflows.TriggerAsync(new WorkflowTrigger("workflows/reminder")
            {
                RunId = $"{subscription.Id}-{subscription.RenewsOn:yyyyMMdd}",   // starting it twice is starting it once
                Payload = new ReminderRun(subscription.Id, subscription.RenewsOn),
            }, cancellationToken);
            return TypedResults.Accepted((string?)null, run.RunId);
        });
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();

    internal sealed record Subscription(string Id, DateTimeOffset RenewsOn);

    internal sealed class Mailer
    {
        private int _sent;

        public Task SendAsync(ReminderRun run, int days, CancellationToken cancellationToken)
        {
            _sent++;
            return Task.CompletedTask;
        }
    }

    internal sealed record ReminderRun(string SubscriptionId, DateTimeOffset RenewsOn);

    internal sealed class Reminder(Mailer mailer) : Workflow<ReminderRun>
    {
        public override async Task RunAsync(WorkflowContext context, ReminderRun input)
        {
            foreach (var days in new[] { 7, 1 })
            {
                await context.SleepUntilAsync($"until {days} days before", input.RenewsOn.AddDays(-days));
                await context.RunAsync($"remind {days} days before", cancellationToken => mailer.SendAsync(input, days, cancellationToken));
            }
        }

        // Called once when a step has failed on all attempts.
        protected override Task<object?> OnFailureAsync(WorkflowFailure failure, ReminderRun input, CancellationToken cancellationToken) => Task.FromResult<object?>(null);
    }
}
