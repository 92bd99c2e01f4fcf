using System.Diagnostics;
using System.Globalization;
using SubTracker.Contracts.Notifications;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Faults;

/// <summary>Faults 3 to 5: mail servers and web servers that misbehave, and a path to the API that does. Virtual time, real connections.</summary>
public sealed class ReceiverFaultTests : IAsyncLifetime
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly SmtpServerDouble _mail = new();
    private HttpReceiver _web = null!;
    private HttpReceiver _forbidden = null!;
    private TestSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        (_web, _forbidden) = (await HttpReceiver.StartAsync(), await HttpReceiver.StartAsync());
        await StartAsync(unreliable: false);
    }

    [Fact]
    public async Task A_mail_server_that_is_down_for_three_days_gets_each_reminder_once()
    {
        var batch = await DueAsync(_mail.GoDownAsync);
        await _system.AdvanceAsync(TimeSpan.FromDays(3));
        _mail.ComeUp();
        await _system.AdvanceAsync(TimeSpan.FromHours(8));
        await EndAsync("mail server down for 3 days", batch);
    }

    [Fact]
    public async Task A_mail_server_that_asks_to_come_again_gets_each_reminder_once()
    {
        var batch = await DueAsync(() => Task.FromResult(_mail.UnknownRecipients.Add("Ada@example.org")));
        Assert.Empty(_mail.Messages);
        _mail.UnknownRecipients.Clear();
        await _system.AdvanceAsync(TimeSpan.FromHours(8));
        await EndAsync("mail server says 451, then takes it", batch);
    }

    [Fact]
    public async Task A_mail_server_that_hangs_up_behind_the_message_gets_it_again_under_its_id()
    {
        var batch = await DueAsync(() =>
        {
            _mail.DropAnswers(Judge.Count);
            return Task.CompletedTask;
        });
        await _system.AdvanceAsync(s_hour);
        var verdict = await EndAsync("connection dropped behind DATA", batch);
        Assert.Equal(batch.Count, verdict.InWindow);
    }

    [Fact]
    public async Task A_mail_server_that_takes_half_a_minute_to_answer_gets_each_reminder_once()
    {
        using var client = await _system.SignUpAsync();
        var batch = await Batch.AddAsync(client, _system.Clock.GetUtcNow(), Judge.Count);
        _mail.HoldAnswers();
        var sending = _system.AdvanceAsync(batch.DueAt - _system.Clock.GetUtcNow());
        await _mail.HoldingAsync();
        _system.Clock.Advance(TimeSpan.FromSeconds(30));
        _mail.ReleaseAnswers();
        await sending;
        await _system.AdvanceAsync(s_hour);
        await EndAsync("mail server answers after 30 s", batch);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(429, "7200")]
    public async Task A_web_server_in_trouble_gets_each_reminder_once_when_it_is_well(int status, string retryAfter)
    {
        _web.AnswerWith(status, "", ("Retry-After", retryAfter));
        var batch = await DueOverWebAsync();
        await _system.AdvanceAsync(s_hour);
        var asked = _web.Requests.Count;
        _web.AnswerWith(200);
        await _system.AdvanceAsync(TimeSpan.FromDays(1));
        await EndOverWebAsync($"webhook says {status} for an hour", batch, answered: asked);
    }

    [Fact]
    public async Task A_web_server_that_answers_with_a_gigabyte_gets_each_reminder_once()
    {
        var block = new byte[1024 * 1024];
        _web.Answer = async context =>
        {
            for (var written = 0; written < 1024 && !(await context.Response.BodyWriter.WriteAsync(block, context.RequestAborted)).IsCompleted; written++)
            {
            }
        };
        var batch = await DueOverWebAsync();
        await _system.AdvanceAsync(s_hour);
        await EndOverWebAsync("webhook answers 200 with a gigabyte", batch);
    }

    [Fact]
    public async Task Where_a_web_server_redirects_to_nobody_goes_and_the_fall_back_gets_each_reminder_once()
    {
        _web.AnswerWith(307, "", ("Location", $"{_forbidden.Url}/admin"));
        var batch = await DueOverWebAsync(fallback: true);
        await _system.AdvanceAsync(s_hour);
        Assert.Empty(_forbidden.Requests);
        await EndAsync("webhook redirects to a forbidden address", batch);
    }

    [Fact]
    public async Task A_web_server_that_says_nothing_gets_each_reminder_under_its_id_when_it_speaks_again()
    {
        _web.Hang();
        using var client = await _system.SignUpAsync();
        var channel = await ChannelAsync(client);
        var batch = await Batch.AddAsync(client, _system.Clock.GetUtcNow(), Judge.Count, channel);
        var sending = _system.AdvanceAsync(batch.DueAt - _system.Clock.GetUtcNow());
        await _web.FirstAsync();
        // Nobody waits for it longer than twenty seconds of its own; a few at once are asked.
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!sending.IsCompleted && await pause.WaitForNextTickAsync(TestContext.Current.CancellationToken))
            _system.Clock.Advance(TimeSpan.FromSeconds(1));
        await sending;
        var hung = Ids.ToList();
        _web.AnswerWith(200);
        await _system.AdvanceAsync(TimeSpan.FromHours(12));
        using var again = await _system.SignInAsync();
        Judge.Report("webhook hangs", _time.Elapsed, Judge.Of(batch, Ids, await batch.RowsAsync(again), hung));
    }

    [Fact]
    public async Task Deliveries_doubled_disordered_and_unanswered_send_each_reminder_once()
    {
        await _system.DisposeAsync();
        await StartAsync(unreliable: true);
        var batch = await DueAsync(() => Task.CompletedTask);
        await _system.AdvanceAsync(s_hour);
        await EndAsync("every delivery twice, out of order, a tenth unanswered", batch);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _mail.DisposeAsync();
        await _web.DisposeAsync();
        await _forbidden.DisposeAsync();
    }

    private IEnumerable<string> Ids => _web.Requests.Select(request => request.Headers["Idempotency-Key"]);

    private async Task StartAsync(bool unreliable) => _system = await TestSystem.StartAsync(unreliable, new()
    {
        ["Email:Host"] = "127.0.0.1",
        ["Email:Port"] = _mail.Port.ToString(CultureInfo.InvariantCulture),
        ["Email:Security"] = "None",
        ["Email:From"] = "SubTracker <reminders@example.org>",
        ["Outgoing:AllowedHosts:0"] = _web.Address.Authority,
    });

    private async Task<Batch> DueAsync(Func<Task> misbehave)
    {
        using var client = await _system.SignUpAsync();
        var batch = await Batch.AddAsync(client, _system.Clock.GetUtcNow(), Judge.Count);
        await misbehave();
        await _system.AdvanceAsync(batch.DueAt - _system.Clock.GetUtcNow());
        return batch;
    }

    private async Task<Batch> DueOverWebAsync(bool fallback = false)
    {
        using var client = await _system.SignUpAsync();
        var channel = await ChannelAsync(client);
        if (fallback)
            (await client.PostJsonAsync("/api/v1/channels", $$"""
                { "type": "email", "name": "Fall-back", "settings": { "address": "fallback@example.org" }, "fallbackFor": "{{channel}}" }
                """)).EnsureSuccessStatusCode();
        var batch = await Batch.AddAsync(client, _system.Clock.GetUtcNow(), Judge.Count, channel);
        await _system.AdvanceAsync(batch.DueAt - _system.Clock.GetUtcNow());
        return batch;
    }

    private async Task<string> ChannelAsync(HttpClient client) => (await (await client.PostJsonAsync("/api/v1/channels", $$"""
        { "type": "webhook", "name": "Home", "settings": { "url": "{{_web.Url}}", "secret": "a secret of the faults" } }
        """)).DataAsync<ChannelResponse>()).Id;

    private async Task<Verdict> EndAsync(string fault, Batch batch)
    {
        using var client = await _system.SignInAsync();
        var verdict = Judge.Of(
            batch, _mail.Messages.Select(m => m.MessageId!.Split('@')[0]), await batch.RowsAsync(client), _mail.Unanswered.Select(id => id.Split('@')[0]));
        Judge.Report(fault, _time.Elapsed, verdict);
        return verdict;
    }

    private async Task EndOverWebAsync(string fault, Batch batch, int answered = 0)
    {
        using var client = await _system.SignInAsync();
        // What was refused was not taken over.
        Judge.Report(fault, _time.Elapsed, Judge.Of(batch, Ids.Skip(answered), await batch.RowsAsync(client)));
    }
}
