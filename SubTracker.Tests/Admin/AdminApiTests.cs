using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.Contracts;
using SubTracker.Contracts.Admin;
using SubTracker.Contracts.Reminders;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Admin;

/// <summary>What an administrator sees of a system that has done something, and that nobody else sees it.</summary>
public sealed class AdminApiTests : IAsyncLifetime
{
    private const string Configured = "\"SubTracker\" <subtracker@localhost>";

    private TestSystem _system = null!;
    private HttpClient _admin = null!;
    private HttpClient _bob = null!;
    private string _id = "";

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.StartAsync();
        (await _system.SignUpAsync("Root")).Dispose();
        using (var bob = await _system.SignUpAsync("Bob"))
            _id = (await (await bob.PostJsonAsync(
                "/api/v1/subscriptions", """{ "name": "Netflix", "price": 15.99, "currency": "EUR", "frequency": "monthly", "renewalDate": "2026-03-20" }"""))
                .DataAsync<CreatedSubscription>()).Subscription.Id;
        await _system.AdvanceAsync(TimeSpan.FromDays(15));
        (_admin, _bob) = (await _system.SignInAsync("Root"), await _system.SignInAsync("Bob"));
    }

    [Fact]
    public async Task Only_an_administrator_may()
    {
        string[] doors =
        [
            "GET /api/v1/admin/overview",
            "GET /api/v1/admin/reminders",
            "POST /api/v1/admin/reminders/x/resend",
            "GET /api/v1/admin/workflows/runs",
            "GET /api/v1/admin/workflows/dead-letters",
            "POST /api/v1/admin/workflows/dead-letters/x/resume",
            "POST /api/v1/admin/workflows/dead-letters/x/restart",
            "DELETE /api/v1/admin/workflows/dead-letters/x",
            "GET /api/v1/admin/settings",
            "PUT /api/v1/admin/settings",
            "POST /api/v1/admin/settings/test-email",
            "POST /api/v1/admin/drill",
            "GET /api/v1/users",
            "PATCH /api/v1/users/x",
            "DELETE /api/v1/users/x",
        ];
        foreach (var door in doors.Select(door => door.Split(' ')))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(_system.Client, door));
            Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(_bob, door));
            Assert.True(await AskAsync(_admin, door) is HttpStatusCode.OK or HttpStatusCode.NotFound, string.Join(' ', door));
        }
    }

    [Fact]
    public async Task The_overview_counts_what_there_is()
    {
        var overview = await (await _admin.ReadAsync("/api/v1/admin/overview")).DataAsync<AdminOverview>();
        Assert.Equal((2, 1, 2, 1), (overview.Users, overview.Subscriptions, overview.Reminders.Sent, overview.Queue.Runs));
        Assert.Equal((0, 0, 0, null), (overview.FailuresOfTheLastDay, overview.Queue.Pending, overview.Queue.DeadLetters, overview.OldestOverdue));
        // The one of 15 March at 9:00; it is noon on the 16th, so that of the 13th is older than a day and that of the 15th too.
        Assert.Equal(new ReminderLag(null, null, 0), overview.Lag);
    }

    [Fact]
    public async Task Reminders_of_everybody_are_listed_slice_by_slice_with_whose_they_are()
    {
        var first = await SliceAsync<AdminReminder>("/api/v1/admin/reminders?limit=1");
        var (only, rest) = (Assert.Single(first.Data), await SliceAsync<AdminReminder>($"/api/v1/admin/reminders?limit=1&after={first.Next}"));
        Assert.Equal(("Bob@example.org", "Netflix", 5, ReminderStatus.Sent), (only.UserEmail, only.SubscriptionName, only.Reminder.DaysBefore, only.Reminder.State));
        Assert.Equal((7, null), (Assert.Single(rest.Data).Reminder.DaysBefore, rest.Next));
        Assert.Equal(2, (await SliceAsync<AdminReminder>($"/api/v1/admin/reminders?state=sent&kind=renewal&channel=email&subscriptionId={_id}&dueFrom=2026-03-13T00:00:00Z")).Data.Count);
        Assert.Empty((await SliceAsync<AdminReminder>("/api/v1/admin/reminders?state=failed")).Data);
    }

    [Fact]
    public async Task A_filter_that_is_not_understood_is_an_error()
    {
        foreach (var query in (string[])["state=planned", "state=lost", "kind=unknown", "after=rubbish", "limit=0", "dueFrom=yesterday"])
            Assert.Equal([query.Split('=')[0]], await (await _admin.ReadAsync($"/api/v1/admin/reminders?{query}")).InvalidFieldsAsync());
    }

    [Fact]
    public async Task An_administrator_sends_one_again()
    {
        var id = (await SliceAsync<AdminReminder>("/api/v1/admin/reminders")).Data[0].Reminder.Id;
        await (await _admin.PostJsonAsync($"/api/v1/admin/reminders/{id}/resend", "{}")).DataAsync<ReminderResponse>();
        await _system.SettleAsync();
        Assert.Equal(3, _system.Mail.Messages.Count);
    }

    [Fact]
    public async Task Runs_are_those_that_the_queue_knows()
    {
        var run = Assert.Single((await SliceAsync<WorkflowRunResponse>("/api/v1/admin/workflows/runs?state=run_started")).Data);
        Assert.StartsWith($"wfr_{_id}-1-20260320-0", run.Id, StringComparison.Ordinal);
        Assert.Contains(run.Steps, step => step.Name == "remind 7 days before");
        Assert.Equal(["state"], await (await _admin.ReadAsync("/api/v1/admin/workflows/runs?state=gone")).InvalidFieldsAsync());
    }

    [Fact]
    public async Task Registration_is_closed_and_opened_again()
    {
        async Task SetAsync(string settings) => await (await _admin.PutJsonAsync("/api/v1/admin/settings", settings)).DataAsync<InstallationSettings>();
        await SetAsync("""{ "registrationOpen": false }""");
        const string Ada = """{ "name": "Ada", "email": "ada@example.org", "password": "correct horse battery" }""";
        await (await _system.Client.PostJsonAsync("/api/v1/auth/sign-up", Ada)).ProblemAsync(HttpStatusCode.Forbidden);
        await SetAsync("""{ "registrationOpen": true, "sender": "Me <me@example.org>" }""");
        (await _system.Client.PostJsonAsync("/api/v1/auth/sign-up", Ada)).EnsureSuccessStatusCode();
        Assert.Equal(new(true, "Me <me@example.org>"), await (await _admin.ReadAsync("/api/v1/admin/settings")).DataAsync<InstallationSettings>());
        Assert.Equal(["sender"], await (await _admin.PutJsonAsync("/api/v1/admin/settings", """{ "sender": "nobody" }""")).InvalidFieldsAsync());
    }

    [Fact]
    public async Task A_test_mail_goes_to_the_administrator_or_where_they_say()
    {
        Assert.Equal(new(Configured, "Root@example.org", true), await (await _admin.PostJsonAsync("/api/v1/admin/settings/test-email", "{}")).DataAsync<TestEmailResult>());
        Assert.Equal(new(Configured, "b@example.org", true), await (await _admin.PostJsonAsync("/api/v1/admin/settings/test-email", """{ "to": "b@example.org" }""")).DataAsync<TestEmailResult>());
        Assert.Equal(["Root@example.org", "b@example.org"], _system.Mail.Messages.Where(m => m.Id.StartsWith("test-", StringComparison.Ordinal)).Select(m => m.ToAddress));
    }

    [Fact]
    public async Task Mail_comes_from_the_sender_that_was_saved_and_what_is_no_address_is_refused()
    {
        await using var server = new SmtpServerDouble();
        await using var host = await ApiHost.StartAsync(new() { ["Email:Host"] = "127.0.0.1", ["Email:Port"] = $"{server.Port}", ["Email:Security"] = "None" });
        var (admin, _) = await host.SignUpAsync();
        async Task TestAsync() => Assert.True((await (await admin.PostJsonAsync("/api/v1/admin/settings/test-email", "{}")).DataAsync<TestEmailResult>()).Sent);

        await TestAsync();
        var saved = await (await admin.PutJsonAsync("/api/v1/admin/settings", """{ "sender": " Our subscriptions <subs@home.example> " }""")).DataAsync<InstallationSettings>();
        Assert.Equal("Our subscriptions <subs@home.example>", saved.Sender);
        await TestAsync();
        Assert.Equal(["sender"], await (await admin.PutJsonAsync("/api/v1/admin/settings", """{ "sender": "nobody" }""")).InvalidFieldsAsync());
        await (await admin.PutJsonAsync("/api/v1/admin/settings", """{ "sender": "" }""")).DataAsync<InstallationSettings>();
        await TestAsync();
        Assert.Equal(
            ["subtracker@localhost", "subs@home.example", "subtracker@localhost"], server.Messages.Select(mail => mail.From.Mailboxes.Single().Address));
    }

    [Fact]
    public async Task The_drill_tells_what_would_be_sent_and_sends_nothing()
    {
        var report = await (await _admin.PostJsonAsync("/api/v1/admin/drill", "{}")).DataAsync<DrillReport>();
        // Two more of this renewal, eleven renewals with four each, and of the twelfth, on 20 March 2027, the first two before the 16th.
        Assert.Equal((1, 48, 0), (report.Subscriptions, report.Reminders, report.DisagreementsInAll));
        Assert.Equal(("2026-03", 2), (report.Months[0].Month, report.Months[0].Reminders));
        Assert.Equal(2, _system.Mail.Messages.Count);
    }

    [Fact]
    public async Task The_drill_finds_a_run_that_was_lost_and_a_reminder_that_the_ledger_does_not_know()
    {
        await _system.LoseRunAsync(_id);
        var store = _system.Services.GetRequiredService<ApiService.Subscriptions.ISubscriptionStore>();
        var plan = (await store.FindAsync(_id, TestContext.Current.CancellationToken))!.Plan;
        _system.Clock.Advance(TimeSpan.FromDays(3));
        using var admin = await _system.SignInAsync("Root");
        Assert.Contains("has not moved on", Assert.Single((await DrilledAsync(admin)).Disagreements).What, StringComparison.Ordinal);
        await store.MovePlanAsync(_id, plan, plan with { DueAt = _system.Clock.GetUtcNow().AddHours(1) }, TestContext.Current.CancellationToken);
        Assert.Equal($"{_id}-renewal-20260320-1-email", Assert.Single((await DrilledAsync(admin)).Disagreements).ReminderId);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        _bob.Dispose();
        await _system.DisposeAsync();
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string[] door)
    {
        using var request = new HttpRequestMessage(new(door[0]), door[1]);
        if (door[0] is not ("GET" or "DELETE"))
            request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task<DrillReport> DrilledAsync(HttpClient admin) =>
        await (await admin.PostJsonAsync("/api/v1/admin/drill", "{}")).DataAsync<DrillReport>();

    private async Task<SliceReply<T>> SliceAsync<T>(string path) => System.Text.Json.JsonSerializer.Deserialize<SliceReply<T>>(
        await _admin.GetStringAsync(path, TestContext.Current.CancellationToken), ContractJson.Options)!;
}
