using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using SubTracker.ApiService.Storage.Mongo;
using SubTracker.Contracts.Auth;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Platform;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Faults;

/// <summary>
/// Two replicas of the API on one MongoDB, restarted one after the other while requests come at a steady rate and reminders fall due: fault 10. A fiftieth of
/// the requests write, and whatever was acknowledged must be there.
/// </summary>
public sealed class RollingRestartTests
{
    // Each replica is stopped, and then each is killed. An access token outlives it: a restart takes a minute of the clock, and more when the load is high.
    private const int Restarts = 4;
    private const int Users = 20;
    private const int PageSize = 100;

    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(20);

    /// <summary>Requests a second.</summary>
    private static readonly int s_rate = int.Parse(Environment.GetEnvironmentVariable("SUBTRACKER_FAULT_RATE") ?? "50", null);

    private static readonly TimeSpan s_ramp = TimeSpan.FromSeconds(s_rate / 20.0);

    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly ConcurrentQueue<string> _acknowledged = [];

    [Fact]
    public async Task Stopped_and_started_again_one_by_one_they_fail_no_request_and_killed_only_what_was_in_flight_on_the_killed()
    {
        var database = MongoEngine.NewDatabase();
        Assert.SkipWhen(database is null, MongoEngine.Missing);
        await using (var rig = new FaultRig(replicas: 2, database))
        {
            await rig.InitializeAsync();
            var batches = await AddAsync(rig);
            rig.MoveClockTo(batches[0].DueAt.AddMinutes(-1));
            await using var balancer = new Balancer(rig.Apis);
            var users = await Task.WhenAll(Enumerable.Range(0, Users).Select(number => User.SignUpAsync(rig.Api, number)));
            using var end = new CancellationTokenSource();
            var load = LoadAsync(balancer, users, end.Token);
            using var visitor = new WebVisitor(await rig.StartWebAsync());
            await visitor.SignInAsync(User.Email(users[0].Name), User.Password);
            var visits = visitor.VisitAsync(rig.Apis, end.Token);
            await ServiceProcess.UntilAsync(() => Task.FromResult(balancer.Requests >= Due(s_ramp)));
            var (before, since) = (balancer.Requests, Stopwatch.StartNew());
            for (var number = 0; number < batches.Count; number++)
            {
                var (replica, batch) = (rig.Apis[number % rig.Apis.Count], batches[number]);
                rig.MoveClockTo(batch.DueAt);
                var mails = rig.Mail.Messages.Count;
                await ServiceProcess.UntilAsync(() => Task.FromResult(rig.Mail.Messages.Count > mails));
                if (number < rig.Apis.Count)
                    await replica.StopAsync();
                else
                    await replica.KillAsync();
                await replica.StartAsync();
                // The next one is not taken away before this one has compiled what it runs: minReadySeconds, as Kubernetes calls it.
                var warm = balancer.Requests + s_rate * s_ramp.TotalSeconds;
                await ServiceProcess.UntilAsync(() => Task.FromResult(balancer.Requests >= warm));
            }
            var rate = (balancer.Requests - before) / since.Elapsed.TotalSeconds;
            await end.CancelAsync();
            await load;
            var (visited, failedVisits) = await visits;
            Assert.Empty(failedVisits);
            await JudgeAcknowledgedAsync(rig, users);
            Assert.True(balancer.Failed.IsEmpty, $"Of {balancer.Requests}:\n" + string.Join('\n', balancer.Failed
                .GroupBy(failed => failed[..Math.Min(20, failed.Length)]).Select(alike => $"{alike.Count()} times {alike.First()}")));
            var all = batches[0] with { Subscriptions = batches.SelectMany(batch => batch.Subscriptions).ToDictionary() };
            await rig.SettleAsync(all);
            Judge.Report(
                FormattableString.Invariant($"two replicas, each stopped and killed under {rate:n0} requests a second: of {balancer.Requests:n0}, {balancer.Killed.Count} failed, in flight on the killed; of {_acknowledged.Count:n0} acknowledged writes, 0 lost; {visited:n0} visits of the web, 0 failed"),
                _time.Elapsed, await rig.JudgeAsync(all));
        }
        var opened = MongoStorage.Open(database);
        await opened.Client.DropDatabaseAsync(opened.DatabaseNamespace.DatabaseName, TestContext.Current.CancellationToken);
    }

    // A minute behind each other.
    private static async Task<List<Batch>> AddAsync(FaultRig rig)
    {
        using var client = await rig.SignInAsync();
        var day = DateOnly.FromDateTime(rig.Now.UtcDateTime).AddDays(3);
        var batches = new List<Batch>();
        for (var number = 0; number < Restarts; number++)
        {
            var at = new TimeOnly(9, number);
            batches.Add(await Batch.AddAsync(
                client, new DateTimeOffset(day, at, TimeSpan.Zero), day, $"{at:HH:mm}", Math.Max(1, Judge.Count / Restarts)));
        }
        return batches;
    }

    private async Task LoadAsync(Balancer balancer, User[] users, CancellationToken ended)
    {
        var begun = Stopwatch.StartNew();
        List<Task> sent = [];
        using var timer = new PeriodicTimer(s_tick);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
                // Whatever is slow, the next ones come.
                while (sent.Count < Due(begun.Elapsed))
                    sent.Add(SendAsync(balancer, users[sent.Count % users.Length], sent.Count));
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
        await Task.WhenAll(sent);
    }

    // More and more, until they come at the full rate: who has just started has yet to compile what it runs.
    private static double Due(TimeSpan since) => since < s_ramp
        ? s_rate * since.TotalSeconds * (since / s_ramp) / 2
        : s_rate * (since - s_ramp / 2).TotalSeconds;

    private async Task SendAsync(Balancer balancer, User user, int number)
    {
        var name = $"{user.Name} {number}";
        // Not the number itself, by which the users take turns.
        switch (number / Users % 50)
        {
            case 0 when await balancer.SendAsync(() => user.Post("/api/v1/subscriptions", User.Subscribe(name))):
                _acknowledged.Enqueue(name);
                break;
            case 0:
                break;
            case 1:
                await balancer.SendAsync(() => user.Get("/api/v1/subscriptions?limit=10"));
                break;
            case < 10:
                await balancer.SendAsync(() => user.Get($"/api/v1/subscriptions/{user.Subscription}"));
                break;
            default:
                await balancer.SendAsync(() => user.Get("/api/v1/users/me"));
                break;
        }
    }

    // By a replica of each of them, and once each.
    private async Task JudgeAcknowledgedAsync(FaultRig rig, User[] users)
    {
        List<string> there = [];
        foreach (var user in users)
        {
            using var client = rig.Apis[user.Number % rig.Apis.Count].NewClient();
            List<SubscriptionResponse> page;
            var number = 0;
            do
            {
                number++;
                using var request = user.Get($"/api/v1/subscriptions?limit={PageSize}&page={number}");
                page = await (await client.SendAsync(request, TestContext.Current.CancellationToken)).DataAsync<List<SubscriptionResponse>>();
                there.AddRange(page.Select(subscription => subscription.Name));
            }
            while (page.Count == PageSize);
        }
        Assert.Empty(_acknowledged.Except(there));
        Assert.Distinct(there);
    }

    /// <summary>Who makes requests.</summary>
    private sealed record User(int Number, string Name, string Token, string Subscription)
    {
        public const string Password = "correct horse battery";

        public static string Email(string name) => $"{name}@example.org";

        public static async Task<User> SignUpAsync(ServiceProcess api, int number)
        {
            using var client = api.NewClient();
            var name = $"User{number}";
            var signedIn = await (await client.PostJsonAsync(
                "/api/v1/auth/sign-up", new SignUpRequest(name, Email(name), Password))).DataAsync<SignedInResponse>();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.Token);
            var created = await (await client.PostJsonAsync("/api/v1/subscriptions", Subscribe(name))).DataAsync<CreatedSubscription>();
            return new(number, name, signedIn.Token, created.Subscription.Id);
        }

        public HttpRequestMessage Get(string path) => With(new(HttpMethod.Get, path));

        public HttpRequestMessage Post(string path, string json) =>
            With(new(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") });

        // Nothing to be reminded of: the reminders that are judged are others.
        public static string Subscribe(string name) => $$"""
            { "name": "{{name}}", "price": 9.99, "currency": "EUR", "frequency": "yearly", "startDate": "2026-01-01", "reminders": { "daysBefore": [] } }
            """;

        private HttpRequestMessage With(HttpRequestMessage request)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            return request;
        }
    }
}
