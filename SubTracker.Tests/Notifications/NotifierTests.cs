using Microsoft.Extensions.Time.Testing;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Storage.Sqlite;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Notifications;
using SubTracker.Contracts.Users;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Notifications;

/// <summary>The circuit breaker and the fall-back, with two replicas on one database.</summary>
public sealed class NotifierTests : IAsyncLifetime
{
    private static readonly User s_ada = new("ada", "Ada", "ada@example.org", "hash", Role.User, "EUR", "UTC", new([7], new(9, 0)), Some.Now, Some.Now);
    private static readonly Notification s_notification = new("id", "ada", "test", "Subject", ["Text"], Some.Now);
    private static readonly ChannelException s_trouble = new("The server answered 500.");

    private readonly SqliteEngine _engine = new();
    private readonly FakeTimeProvider _clock = new(Some.Now);
    private readonly SenderDouble _webhook = new(ChannelType.Webhook);
    private readonly SenderDouble _email = new(ChannelType.Email);
    private readonly IChannelStore _store;
    private readonly Notifier _notifier;
    private readonly Notifier _anotherReplica;

    public NotifierTests()
    {
        _store = _engine.Store<IChannelStore>();
        (_notifier, _anotherReplica) = (Of(_engine.Database, _store), Of(_engine.AnotherReplica, _engine.AnotherReplicaStore<IChannelStore>()));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await new SqliteUserStore(_engine.Database).AddAsync(s_ada, Token);
        await _store.AddAsync(Some.Channel("a"), Token);
    }

    [Fact]
    public async Task After_three_failures_in_a_row_a_channel_pauses_ever_longer_and_every_replica_knows()
    {
        _webhook.Trouble = s_trouble;
        List<TimeSpan> pauses = [];
        for (var failures = 1; failures <= 7; failures++)
        {
            await RefusedAsync();
            var health = await HealthAsync();
            Assert.Equal((failures, "The server answered 500.", _clock.GetUtcNow()), (health.Failures, health.LastError, health.LastFailedAt));
            if (health.PausedUntil is not { } until)
                continue;
            pauses.Add(until - _clock.GetUtcNow());
            var paused = await RefusedAsync(_anotherReplica);
            Assert.Equal((true, until - _clock.GetUtcNow()), (paused.IsPaused, paused.RetryAfter));
            Assert.Contains("The server answered 500.", paused.Message, StringComparison.Ordinal);
            _clock.SetUtcNow(until);
        }
        Assert.Equal([0.25, 1, 3, 6, 6], pauses.Select(pause => pause.TotalHours));
        Assert.Equal(7, _webhook.Sent);
    }

    [Fact]
    public async Task Behind_a_pause_one_message_tries_it_and_the_others_wait_for_its_fate()
    {
        await PauseAsync();
        _clock.SetUtcNow((await HealthAsync()).PausedUntil!.Value);
        var trial = new TaskCompletionSource();
        _webhook.Wait = trial.Task;
        var trying = _notifier.SendAsync(Some.Channel("a"), s_notification, Token);
        Assert.True((await RefusedAsync(_anotherReplica)).IsPaused);
        trial.SetResult();
        await trying;
        Assert.Equal((0, null, null), await HealthAsync() is var well ? (well.Failures, well.LastError, well.PausedUntil) : default);
        await _anotherReplica.SendAsync(Some.Channel("a"), s_notification, Token);
    }

    [Fact]
    public async Task A_trial_that_died_without_a_word_is_made_again_by_another()
    {
        await PauseAsync();
        _clock.SetUtcNow((await HealthAsync()).PausedUntil!.Value);
        var health = await HealthAsync();
        Assert.True(await _store.ReplaceHealthAsync("ada", "a", health.Trying(_clock.GetUtcNow()), health.Version, Token));
        Assert.True((await RefusedAsync()).IsPaused);
        _clock.Advance(ChannelHealth.TrialTakes);
        await _notifier.SendAsync(Some.Channel("a"), s_notification, Token);
    }

    [Fact]
    public async Task One_success_between_failures_starts_the_count_again()
    {
        _webhook.Trouble = s_trouble;
        await RefusedAsync();
        await RefusedAsync();
        _webhook.Trouble = null;
        await _notifier.SendAsync(Some.Channel("a"), s_notification, Token);
        _webhook.Trouble = s_trouble;
        await RefusedAsync();
        Assert.Equal((1, null), await HealthAsync() is var health ? (health.Failures, health.PausedUntil) : default);
    }

    [Fact]
    public async Task What_only_its_owner_can_mend_pauses_at_once_and_who_asks_for_time_gets_it()
    {
        _webhook.Trouble = new ChannelException("gone") { IsPermanent = true };
        await RefusedAsync();
        Assert.Equal(Some.Now.AddHours(6), (await HealthAsync()).PausedUntil);

        await _store.ReplaceAsync(Some.Channel("a") with { Version = 2 }, 1, Token);
        _webhook.Trouble = new ChannelException("slow down") { RetryAfter = TimeSpan.FromSeconds(90) };
        await RefusedAsync();
        Assert.Equal(Some.Now.AddSeconds(90), (await HealthAsync()).PausedUntil);
    }

    [Fact]
    public async Task The_installation_s_own_trouble_is_not_the_channel_s()
    {
        _webhook.Trouble = new ChannelException("the mail server is away") { IsInstallation = true };
        for (var i = 0; i < 5; i++)
            await RefusedAsync();
        Assert.Equal(ChannelHealth.Good, await HealthAsync());
    }

    [Fact]
    public async Task A_built_in_channel_is_stored_with_its_first_failure()
    {
        _email.Trouble = new ChannelException("no such mailbox");
        await Assert.ThrowsAsync<ChannelException>(() => _notifier.SendAsync(Channel.BuiltIn(s_ada), s_notification, Token));
        Assert.Equal(1, (await _store.FindAsync("ada", "email", Token))!.Health.Failures);
        _email.Trouble = null;
        await _notifier.SendAsync(Channel.BuiltIn(s_ada), s_notification, Token);
        Assert.False((await _store.FindAsync("ada", "email", Token))!.Health.HasFailed);
    }

    [Fact]
    public async Task A_channel_that_was_deleted_while_it_failed_stays_deleted()
    {
        _webhook.Trouble = s_trouble;
        await _store.DeleteAsync("ada", "a", Token);
        await RefusedAsync();
        Assert.Empty(await _store.ListAsync("ada", Token));
    }

    [Fact]
    public async Task The_fall_back_stands_in_while_a_channel_is_paused_and_not_for_a_single_failure()
    {
        await _store.AddAsync(Some.Channel("b") with { Type = ChannelType.Email, FallbackFor = "a" }, Token);
        _webhook.Trouble = s_trouble;
        for (var failure = 1; failure <= 3; failure++)
            Assert.False((await RefusedAsync()).IsPaused);
        Assert.Equal(0, _email.Sent);
        Assert.Equal("b", (await _notifier.SendAsync(Some.Channel("a"), s_notification, Token)).Id);
        Assert.Equal((3, 1), (_webhook.Sent, _email.Sent));
    }

    [Fact]
    public async Task The_fall_back_stands_in_at_once_where_a_channel_refuses_for_good()
    {
        await _store.AddAsync(Channel.BuiltIn(s_ada) with { Version = 1, FallbackFor = "a", Settings = new Dictionary<string, string> { ["address"] = "old@example.org" } }, Token);
        _webhook.Trouble = new ChannelException("gone") { IsPermanent = true };
        var used = await _notifier.SendAsync(Some.Channel("a"), s_notification, Token);
        Assert.Equal(("email", "ada@example.org"), (used.Id, used.Settings["address"]));
    }

    [Fact]
    public async Task Where_both_fail_both_are_told_of()
    {
        await _store.AddAsync(Some.Channel("b") with { Type = ChannelType.Email, FallbackFor = "a" }, Token);
        _webhook.Trouble = new ChannelException("The webhook is gone.") { IsPermanent = true };
        _email.Trouble = new ChannelException("The mailbox is full.") { RetryAfter = TimeSpan.FromMinutes(7) };
        var refused = await RefusedAsync();
        Assert.Equal("The webhook is gone. Its fall-back b failed too: The mailbox is full.", refused.Message);
        Assert.Equal((false, TimeSpan.FromMinutes(7)), (refused.IsPermanent, refused.RetryAfter));
    }

    [Fact]
    public async Task A_fall_back_that_is_off_does_not_stand_in()
    {
        await _store.AddAsync(Some.Channel("b") with { Type = ChannelType.Email, FallbackFor = "a", Enabled = false }, Token);
        _webhook.Trouble = new ChannelException("gone") { IsPermanent = true };
        await RefusedAsync();
        Assert.Equal(0, _email.Sent);
    }

    [Fact]
    public async Task A_test_is_sent_over_a_paused_channel_and_makes_it_well()
    {
        await PauseAsync();
        await _notifier.TestAsync(Some.Channel("a"), s_notification, Token);
        Assert.False((await HealthAsync()).HasFailed);
    }

    [Fact]
    public async Task One_channel_sends_two_messages_at_once_and_no_more()
    {
        var free = new TaskCompletionSource();
        _webhook.Wait = free.Task;
        var sending = Enumerable.Range(0, 5).Select(_ => _notifier.SendAsync(Some.Channel("a"), s_notification, Token)).ToList();
        Assert.Equal(2, _webhook.Sent);
        free.SetResult();
        await Task.WhenAll(sending);
        Assert.Equal(5, _webhook.Sent);
    }

    [Fact]
    public async Task Who_waits_too_long_for_a_turn_comes_again_and_the_channel_is_not_blamed()
    {
        var free = new TaskCompletionSource();
        _webhook.Wait = free.Task;
        var sending = Enumerable.Range(0, 2).Select(_ => _notifier.SendAsync(Some.Channel("a"), s_notification, Token)).ToList();
        var third = RefusedAsync();
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((true, TimeSpan.FromSeconds(20)), await third is var refused ? (refused.IsInstallation, refused.RetryAfter) : default);
        free.SetResult();
        await Task.WhenAll(sending);
        Assert.Equal(ChannelHealth.Good, await HealthAsync());
    }

    public ValueTask DisposeAsync()
    {
        _engine.Dispose();
        return ValueTask.CompletedTask;
    }

    private Notifier Of(Database database, IChannelStore store) =>
        new([_webhook, _email], new SqliteUserStore(database), new UserChannels(store), new CircuitBreaker(store, _clock), _clock);

    private async Task PauseAsync()
    {
        _webhook.Trouble = s_trouble;
        for (var failure = 1; failure <= ChannelHealth.Patience; failure++)
            await RefusedAsync();
        _webhook.Trouble = null;
    }

    private async Task<ChannelException> RefusedAsync(Notifier? notifier = null) =>
        await Assert.ThrowsAsync<ChannelException>(() => (notifier ?? _notifier).SendAsync(Some.Channel("a"), s_notification, Token));

    private async Task<ChannelHealth> HealthAsync() => (await _store.FindAsync("ada", "a", Token))!.Health;

    /// <summary>Stands where a service would.</summary>
    private sealed class SenderDouble(ChannelType type) : IChannelSender
    {
        public ChannelType Type => type;

        public ChannelException? Trouble { get; set; }

        public Task Wait { get; set; } = Task.CompletedTask;

        public int Sent { get; private set; }

        public async Task SendAsync(Channel channel, Notification notification, CancellationToken cancellationToken)
        {
            Sent++;
            await Wait;
            if (Trouble is not null)
                throw Trouble;
        }
    }
}
