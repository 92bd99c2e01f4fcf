using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.Upstash;

namespace SubTracker.Tests.QStash;

/// <summary>Our own clients against our own server: every call, and what comes back with its type.</summary>
public sealed class ClientTests : ServerTest
{
    private ServiceProvider? _services;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ServiceProvider Services => _services ??= new ServiceCollection().AddUpstash(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["QSTASH_URL"] = Server.Url,
        ["QSTASH_TOKEN"] = LocalQStash.Token,
        ["QSTASH_CURRENT_SIGNING_KEY"] = LocalQStash.CurrentKey,
        ["UPSTASH_WORKFLOW_URL"] = Endpoint.Url,
    }).Build()).BuildServiceProvider();

    private QStashClient QStash => Services.GetRequiredService<QStashClient>();

    private WorkflowClient Workflows => Services.GetRequiredService<WorkflowClient>();

    [Fact]
    public async Task A_message_is_published_looked_at_delivered_and_told_of()
    {
        var published = await QStash.PublishAsync(new QStashMessage(Endpoint.Url)
        {
            Body = new { a = 1 },
            Headers = new Dictionary<string, string> { ["X-A"] = "é" },
            Delay = TimeSpan.FromMinutes(1),
            Label = "l1,l2",
        }, Cancellation);
        var waiting = await QStash.Messages.GetAsync(published.MessageId!, Cancellation);
        await Server.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(("""{"a":1}""", 3, Server.Time.GetUtcNow()), (waiting.Body, waiting.MaxRetries, waiting.NotBefore));
        Assert.Equal(["l1", "l2"], waiting.Labels!);
        Assert.Equal("é", Assert.Single(Endpoint.Deliveries).Header["X-A"]);
        var events = await QStash.GetEventsAsync(new QStashEventFilter { MessageId = published.MessageId }, Cancellation);
        Assert.Equal(["DELIVERED", "ACTIVE", "CREATED"], events.Events.Select(one => one.State));
        var gone = await Assert.ThrowsAsync<UpstashException>(() => QStash.Messages.GetAsync(published.MessageId!, Cancellation));
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
    }

    [Fact]
    public async Task Messages_go_as_a_batch_into_queues_and_to_groups_and_are_cancelled()
    {
        await QStash.Queues.UpsertAsync("q", 2, Cancellation, paused: true);
        await QStash.UrlGroups.AddAsync("g", [new UrlGroupEndpoint($"{Endpoint.Url}/1"), new UrlGroupEndpoint($"{Endpoint.Url}/2", "two")], Cancellation);
        var batch = await QStash.BatchAsync([new QStashMessage(Endpoint.Url) { Queue = "q" }, new QStashMessage(Endpoint.Url) { Delay = TimeSpan.FromDays(1) }], Cancellation);
        var queued = await QStash.EnqueueAsync("q", new QStashMessage(Endpoint.Url), Cancellation);
        var grouped = await QStash.PublishToGroupAsync(new QStashMessage("g"), Cancellation);

        Assert.Equal((2, true, 2), (Assert.Single(await QStash.Queues.ListAsync(Cancellation)).Lag!.Value, (await QStash.Queues.GetAsync("q", Cancellation)).Paused, grouped.Count));
        Assert.Equal("two", (await QStash.UrlGroups.GetAsync("g", Cancellation)).Endpoints[1].Name);
        await QStash.Messages.CancelAsync(queued.MessageId!, Cancellation);
        Assert.Equal(1, await QStash.Messages.CancelAsync([batch[1].MessageId!], Cancellation));
        await QStash.Queues.ResumeAsync("q", Cancellation);
        await Server.DeliverAsync();
        Assert.Equal(3, Endpoint.Deliveries.Count);

        await QStash.Queues.PauseAsync("q", Cancellation);
        await QStash.Queues.DeleteAsync("q", Cancellation);
        await QStash.UrlGroups.RemoveAsync("g", [new UrlGroupEndpoint($"{Endpoint.Url}/1")], Cancellation);
        Assert.Single(Assert.Single(await QStash.UrlGroups.ListAsync(Cancellation)).Endpoints);
        await QStash.UrlGroups.DeleteAsync("g", Cancellation);
        Assert.Equal(0, await QStash.Messages.CancelAllAsync(Cancellation));
    }

    [Fact]
    public async Task A_schedule_is_created_rests_and_goes()
    {
        var id = await QStash.Schedules.CreateAsync("CRON_TZ=Europe/Berlin 0 9 * * *", new QStashMessage(Endpoint.Url) { Body = "good morning" }, Cancellation);
        var schedule = await QStash.Schedules.GetAsync(id, Cancellation);
        await QStash.Schedules.PauseAsync(id, Cancellation);
        Assert.True(Assert.Single(await QStash.Schedules.ListAsync(Cancellation)).IsPaused);
        await QStash.Schedules.ResumeAsync(id, Cancellation);
        await Server.AdvanceAsync(TimeSpan.FromDays(1));
        await QStash.Schedules.DeleteAsync(id, Cancellation);

        Assert.Equal("CRON_TZ=Europe/Berlin 0 9 * * *", schedule.Cron);
        Assert.Equal("good morning", Assert.Single(Endpoint.Deliveries).Text);
        Assert.Empty(await QStash.Schedules.ListAsync(Cancellation));
    }

    [Fact]
    public async Task A_dead_letter_is_found_tried_again_and_deleted()
    {
        Endpoint.Answers(new EndpointAnswer(500, "down"), EndpointAnswer.Ok, new EndpointAnswer(500, "down"));
        await QStash.PublishAsync(new QStashMessage(Endpoint.Url) { Retries = 0 }, Cancellation);
        await Server.DeliverAsync();
        var letter = Assert.Single((await QStash.DeadLetters.ListAsync(new MessageDeadLetterFilter { ResponseStatus = 500 }, Cancellation)).Messages);
        Assert.Equal(letter.MessageId, (await QStash.DeadLetters.GetAsync(letter.DlqId, Cancellation)).MessageId);
        Assert.Equal((500, "down"), (letter.ResponseStatus, letter.ResponseBody));
        var error = Assert.Single((await QStash.GetEventsAsync(new QStashEventFilter { State = "ERROR" }, Cancellation)).Events);
        Assert.Equal(500, error.ResponseStatus);

        Assert.Single(await QStash.DeadLetters.RetryAsync([letter.DlqId], Cancellation));
        await Server.DeliverAsync();
        Assert.Empty((await QStash.DeadLetters.ListAsync(new MessageDeadLetterFilter(), Cancellation)).Messages);

        await QStash.PublishAsync(new QStashMessage(Endpoint.Url) { Retries = 0 }, Cancellation);
        await Server.DeliverAsync();
        await QStash.DeadLetters.DeleteAsync((await QStash.DeadLetters.ListAsync(new MessageDeadLetterFilter(), Cancellation)).Messages[0].DlqId, Cancellation);
        Assert.Empty((await QStash.DeadLetters.ListAsync(new MessageDeadLetterFilter(), Cancellation)).Messages);
    }

    [Fact]
    public async Task A_flow_is_held_back_and_keys_are_rotated()
    {
        await QStash.FlowControl.PinAsync(new FlowControl("k") { Parallelism = 1 }, Cancellation);
        await QStash.FlowControl.PauseAsync("k", Cancellation);
        await QStash.PublishAsync(new QStashMessage(Endpoint.Url) { FlowControl = new FlowControl("k") { Parallelism = 5 } }, Cancellation);
        await Server.DeliverAsync();
        var flow = await QStash.FlowControl.GetAsync("k", Cancellation);
        Assert.Equal((1, 1), (flow.WaitListSize, flow.ParallelismMax));
        await QStash.FlowControl.UnpinAsync("k", Cancellation);
        await QStash.FlowControl.ResetRateAsync("k", Cancellation);
        await QStash.FlowControl.ResumeAsync("k", Cancellation);
        await Server.DeliverAsync();
        Assert.Single(Endpoint.Deliveries);

        Assert.Equal(LocalQStash.CurrentKey, (await QStash.Keys.GetAsync(Cancellation)).Current);
        Assert.Equal(LocalQStash.NextKey, (await QStash.Keys.RotateAsync(Cancellation)).Current);
    }

    [Fact]
    public async Task Runs_are_started_found_and_cancelled()
    {
        var runs = await Workflows.TriggerManyAsync(
            [.. "abc".Select(id => new WorkflowTrigger("x") { RunId = $"{id}", Label = $"label-{id}", Delay = TimeSpan.FromDays(1) })], Cancellation);
        Assert.Equal(["wfr_a", "wfr_b", "wfr_c"], runs.Select(run => run.RunId));
        Assert.True((await Workflows.TriggerAsync(new WorkflowTrigger("x") { RunId = "a" }, Cancellation)).Deduplicated);
        var log = Assert.Single((await Workflows.GetLogsAsync(new WorkflowLogFilter { Labels = ["label-b"] }, Cancellation)).Runs);
        Assert.Equal(("wfr_b", "RUN_STARTED"), (log.WorkflowRunId, log.WorkflowState));

        Assert.Equal(1, await Workflows.CancelAsync(["wfr_a", "wfr_unknown"], Cancellation));
        Assert.Equal(1, await Workflows.CancelAsync(new WorkflowFilter { Labels = ["label-b"] }, Cancellation));
        Assert.Equal(1, await Workflows.CancelAllAsync(Cancellation));
        Assert.Empty(await Workflows.GetWaitersAsync("e", Cancellation));
        Assert.Empty(await Workflows.NotifyAsync("e", "nobody hears it", Cancellation));
        Assert.Null(await Server.NextDueAsync());
    }

    [Fact]
    public async Task A_failed_run_is_resumed_restarted_or_deleted()
    {
        Endpoint.Answer = _ => Task.FromResult(new EndpointAnswer(500));
        for (var i = 0; i < 3; i++)
            await Workflows.TriggerAsync(new WorkflowTrigger("x") { RunId = $"{i}", Retries = 0 }, Cancellation);
        await Server.DeliverAsync();
        var letters = (await Workflows.DeadLetters.ListAsync(new DeadLetterFilter(), Cancellation)).Messages;
        Assert.Equal(3, letters.Count);
        Assert.Equal(letters[0].WorkflowRunId, (await Workflows.DeadLetters.GetAsync(letters[0].DlqId, Cancellation)).WorkflowRunId);

        Assert.Single(await Workflows.DeadLetters.ResumeAsync([letters[0].DlqId], Cancellation));
        Assert.Single(await Workflows.DeadLetters.RestartAsync([letters[1].DlqId], Cancellation));
        Assert.Equal(letters[2].WorkflowRunId, (await Workflows.DeadLetters.RetryFailureFunctionAsync(letters[2].DlqId, Cancellation)).RunId);
        Assert.Equal(1, await Workflows.DeadLetters.DeleteAsync([letters[2].DlqId], Cancellation));
        Assert.Equal(0, await Workflows.DeadLetters.DeleteAllAsync(Cancellation));
        Assert.Equal(2, (await Workflows.GetLogsAsync(new WorkflowLogFilter { State = "RUN_STARTED" }, Cancellation)).Runs.Count);
    }
}
