using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Storage.Mongo;
using SubTracker.ApiService.Storage.Sqlite;
using SubTracker.Contracts.Subscriptions;
using SubTracker.Tests.Faults;

namespace SubTracker.Tests.Platform;

/// <summary>A POST under a key happens once.</summary>
public sealed class IdempotencyTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Root = "/api/v1/subscriptions";
    private const string Netflix = """{ "name": "Netflix", "price": 15.99, "currency": "EUR", "frequency": "monthly", "startDate": "2026-01-31" }""";
    private const string Hulu = """{ "name": "Hulu", "price": 7.99, "currency": "USD", "frequency": "monthly", "startDate": "2026-01-31" }""";

    [Fact]
    public async Task The_same_request_is_answered_as_the_first_time_and_creates_nothing()
    {
        using var client = await fixture.SignUpAsync();
        var first = await PostAsync(client, Root, Netflix, "k1");
        var again = await PostAsync(client, Root, Netflix, "k1");
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(["true"], again.Headers.GetValues("Idempotency-Replayed"));
        Assert.Equal((first.Headers.Location, first.Headers.ETag), (again.Headers.Location, again.Headers.ETag));
        Assert.Equal(
            await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Single(await ListAsync(client));
        await PostAsync(client, Root, Netflix, "k2");
        await PostAsync(client, Root, Netflix, key: null);
        Assert.Equal(3, (await ListAsync(client)).Count);
    }

    [Theory]
    [InlineData(Root, Hulu)]
    [InlineData(Root + "/preview", Netflix)]
    [InlineData(Root + "?a=1", Netflix)]
    public async Task Another_request_under_the_same_key_is_refused(string path, string body)
    {
        using var client = await fixture.SignUpAsync();
        await PostAsync(client, Root, Netflix, "k");
        await (await PostAsync(client, path, body, "k")).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Single(await ListAsync(client));
    }

    [Fact]
    public async Task A_key_belongs_to_its_user()
    {
        using var ada = await fixture.SignUpAsync();
        using var bob = await fixture.SignUpAsync();
        var one = await (await PostAsync(ada, Root, Netflix, "shared")).DataAsync<CreatedSubscription>();
        var other = await (await PostAsync(bob, Root, Hulu, "shared")).DataAsync<CreatedSubscription>();
        Assert.NotEqual(one.Subscription.Id, other.Subscription.Id);
    }

    [Theory]
    [InlineData("{ \"name\": \"x\" }", HttpStatusCode.BadRequest)]
    [InlineData("not json", HttpStatusCode.BadRequest)]
    public async Task A_failure_is_a_problem_the_second_time_too(string body, HttpStatusCode expected)
    {
        using var client = await fixture.SignUpAsync();
        await (await PostAsync(client, Root, body, "k")).ProblemAsync(expected);
        await (await PostAsync(client, Root, body, "k")).ProblemAsync(expected);
        await (await PostAsync(client, $"{Root}/none/clone", "", "clone")).ProblemAsync(HttpStatusCode.NotFound);
        await (await PostAsync(client, $"{Root}/none/clone", "", "clone")).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_key_has_1_to_255_characters()
    {
        using var client = await fixture.SignUpAsync();
        await (await PostAsync(client, Root, Netflix, new string('k', 256))).ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(client, Root, Netflix, new string('k', 255))).StatusCode);
    }

    [Fact]
    public async Task While_the_first_is_in_progress_the_second_is_told_to_wait()
    {
        using var client = await fixture.SignUpAsync();
        await PostAsync(client, Root, Netflix, "k");
        await LoseAnswersAsync(stillHeld: true);
        var waiting = await PostAsync(client, Root, Netflix, "k");
        await waiting.ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(TimeSpan.FromSeconds(2), waiting.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task After_a_crash_between_the_write_and_the_answer_there_is_still_one_of_each()
    {
        using var client = await fixture.SignUpAsync();
        var first = await (await PostAsync(client, Root, Netflix, "k")).DataAsync<CreatedSubscription>();
        var payments = $"{Root}/{first.Subscription.Id}/payments";
        const string Paid = """{ "date": "2026-02-28", "amount": 15.99, "currency": "EUR", "status": "paid" }""";
        var paid = await (await PostAsync(client, payments, Paid, "p")).DataAsync<PaymentResponse>();
        await LoseAnswersAsync(stillHeld: false);
        Assert.Equal(first.Subscription.Id, (await (await PostAsync(client, Root, Netflix, "k")).DataAsync<CreatedSubscription>()).Subscription.Id);
        Assert.Equal(paid.Id, (await (await PostAsync(client, payments, Paid, "p")).DataAsync<PaymentResponse>()).Id);
        Assert.Single(await ListAsync(client));
        Assert.Single(await (await client.ReadAsync(payments)).DataAsync<List<PaymentResponse>>());
    }

    [Fact]
    public async Task Tokens_are_never_kept()
    {
        const string Body = """{ "name": "Keyed", "email": "keyed@example.org", "password": "correct horse battery" }""";
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(fixture.System.Client, "/api/v1/auth/sign-up", Body, "k")).StatusCode);
        await (await PostAsync(fixture.System.Client, "/api/v1/auth/sign-up", Body, "k")).ProblemAsync(HttpStatusCode.Conflict);
        using var client = await fixture.SignUpAsync();
        for (var time = 0; time < 2; time++)
            Assert.False((await PostAsync(client, "/api/v1/auth/sign-out", "", "out")).Headers.Contains("Idempotency-Replayed"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_asks_again_does_not_wait_for_a_claim_that_was_left_when_the_database_went_away(bool toldOfItsClaim)
    {
        StoreThatGoesAway? store = null;
        await using var api = await ApiHost.StartAsync(
            configure: builder => FaultPoint.Decorate<IIdempotencyStore>(builder.Services, inner => store = new(inner)),
            map: app => app.MapApi().MapPost("/asked", () => store!.IsAway ? throw new TimeoutException("No server answers.") : "done"));
        var (client, _) = await api.SignUpAsync();
        (store!.IsAway, store.Answers) = (true, toldOfItsClaim);
        await (await PostAsync(client, "/api/v1/asked", "", "k")).ProblemAsync(HttpStatusCode.ServiceUnavailable);
        (store.IsAway, store.Answers) = (false, true);
        await (await PostAsync(client, "/api/v1/asked", "", "k")).ProblemAsync(HttpStatusCode.Conflict);

        api.Clock.Advance(TimeSpan.FromSeconds(1));
        await store.Released.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(client, "/api/v1/asked", "", "k")).StatusCode);
    }

    [Fact]
    public async Task What_was_done_is_answered_although_the_answer_cannot_be_kept()
    {
        StoreThatGoesAway? store = null;
        await using var api = await ApiHost.StartAsync(configure: builder => FaultPoint.Decorate<IIdempotencyStore>(builder.Services, inner => store = new(inner)));
        var (client, _) = await api.SignUpAsync();
        store!.IsAway = true;
        var first = await (await PostAsync(client, Root, Netflix, "k")).DataAsync<CreatedSubscription>();
        store.IsAway = false;

        api.Clock.Advance(TimeSpan.FromSeconds(1));
        await store.Released.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(first.Subscription.Id, (await (await PostAsync(client, Root, Netflix, "k")).DataAsync<CreatedSubscription>()).Subscription.Id);
        Assert.Single(await ListAsync(client));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body.Length > 0)
            request.Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<List<SubscriptionResponse>> ListAsync(HttpClient client) =>
        await (await client.ReadAsync(Root)).DataAsync<List<SubscriptionResponse>>();

    /// <summary>As if the process had died before it could keep its answers.</summary>
    private async Task LoseAnswersAsync(bool stillHeld)
    {
        var services = fixture.System.Services;
        if (services.GetService<IMongoDatabase>() is { } mongo)
        {
            var change = new BsonDocument("$unset", new BsonDocument("answer", 1));
            if (!stillHeld)
                change["$set"] = new BsonDocument("heldUntil", DateTime.UnixEpoch);
            await mongo.GetCollection<BsonDocument>(MongoSchema.IdempotencyKeys.Name)
                .UpdateManyAsync(new BsonDocument(), change, cancellationToken: TestContext.Current.CancellationToken);
        }
        else
        {
            await services.GetRequiredService<Database>().ExecuteAsync(
                "UPDATE idempotency_keys SET answer = NULL, held_until = iif($held, held_until, 0)", [("$held", stillHeld)], TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Takes claims, and while it is away nothing else.</summary>
    private sealed class StoreThatGoesAway(IIdempotencyStore inner) : IIdempotencyStore
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsAway { get; set; }

        public Task Released => _released.Task;

        /// <summary>Whether what it has taken is told.</summary>
        public bool Answers { get; set; } = true;

        public async Task<KeyClaim> ClaimAsync(
            KeyedRequest request, DateTimeOffset now, DateTimeOffset heldUntil, DateTimeOffset expiresAt, CancellationToken cancellationToken)
        {
            var claim = await inner.ClaimAsync(request, now, heldUntil, expiresAt, cancellationToken);
            return Answers ? claim : throw new TimeoutException("No server answers.");
        }

        public Task SaveAnswerAsync(KeyedRequest request, StoredAnswer answer, CancellationToken cancellationToken) =>
            IsAway ? throw new TimeoutException("No server answers.") : inner.SaveAnswerAsync(request, answer, cancellationToken);

        public async Task ReleaseAsync(KeyedRequest request, DateTimeOffset heldUntil, CancellationToken cancellationToken)
        {
            if (IsAway)
                throw new TimeoutException("No server answers.");
            await inner.ReleaseAsync(request, heldUntil, cancellationToken);
            _released.TrySetResult();
        }

        public Task DeleteAllAsync(string userId, CancellationToken cancellationToken) => inner.DeleteAllAsync(userId, cancellationToken);
    }
}
