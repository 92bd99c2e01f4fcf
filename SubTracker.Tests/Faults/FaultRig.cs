using System.Globalization;
using System.Net.Http.Headers;
using SubTracker.Contracts.Auth;
using SubTracker.Contracts.Reminders;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Faults;

/// <summary>
/// API and local QStash as a process each, on one clock that the test moves, one data folder, and a mail server of the test's own. Either process
/// can be held at a place, killed, and started again.
/// </summary>
public sealed class FaultRig : IAsyncLifetime
{
    private const string Email = "ada@example.org";
    private const string Password = "correct horse battery";
    private const string WebSecret = "secret of web and API, for tests only";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("subtracker-faults-");
    private readonly HostStorage _storage = new();
    private readonly int _replicas;
    private readonly string? _database;
    private TcpProxy? _balancer;
    private ServiceProcess? _web;
    private TimeSpan _offset;

    public FaultRig() : this(replicas: 1, database: null)
    {
    }

    /// <param name="replicas">Of the API; the queue reaches whichever listens.</param>
    /// <param name="database">A connection string of MongoDB in the place of the storage that tests have.</param>
    internal FaultRig(int replicas, string? database) => (_replicas, _database) = (replicas, database);

    /// <summary>Where the API keeps what it keeps in files.</summary>
    internal string DataFolder => Path.Combine(_folder.FullName, "data");

    internal IReadOnlyList<ServiceProcess> Apis { get; private set; } = [];

    internal ServiceProcess Api => Apis[0];

    internal ServiceProcess QStash { get; private set; } = null!;

    internal SmtpServerDouble Mail { get; } = new();

    internal DateTimeOffset Now => TimeProvider.System.GetUtcNow() + _offset;

    /// <summary>The ids of all reminders that arrived, doubles included.</summary>
    internal IEnumerable<string> Arrived => Mail.Messages.Select(message => message.MessageId!.Split('@')[0]);

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "kill -9 is a signal of Unix");
        MoveClock(TimeSpan.Zero);
        var ports = Enumerable.Range(0, _replicas).Select(_ => Ports.Free()).ToArray();
        _balancer = new TcpProxy(ports);
        var (api, qstash) = ($"http://127.0.0.1:{_balancer.Port}", $"http://127.0.0.1:{Ports.Free()}");
        Dictionary<string, string?> shared = new()
        {
            ["QSTASH_TOKEN"] = "token-of-the-faults",
            ["QSTASH_CURRENT_SIGNING_KEY"] = "sig_faults_current_0123456789",
            ["QSTASH_NEXT_SIGNING_KEY"] = "sig_faults_next_0123456789",
        };
        QStash = new("qstash", _folder.FullName, qstash, new Dictionary<string, string?>(shared)
        {
            ["QStash__DataFolder"] = Path.Combine(_folder.FullName, "qstash"),
        });
        var settings = new Dictionary<string, string?>([.. shared, .. _storage.Settings])
        {
            ["SubTracker__DataFolder"] = DataFolder,
            ["Jwt__SigningKey"] = new string('k', 48),
            ["Links__SigningKey"] = new string('l', 48),
            ["Auth__BCryptCost"] = "4",
            ["QSTASH_URL"] = qstash,
            ["UPSTASH_WORKFLOW_URL"] = api,
            ["Currencies__SourceUrl"] = "",
            ["Email__Host"] = "127.0.0.1",
            ["Email__Port"] = Mail.Port.ToString(CultureInfo.InvariantCulture),
            ["Email__Security"] = "None",
            ["Email__From"] = "SubTracker <reminders@example.org>",
            ["Web__Secret"] = WebSecret,
            ["Shutdown__Drain"] = "00:00:02",
        };
        if (_database is not null)
            settings["ConnectionStrings:subtracker"] = _database;
        Apis = [.. ports.Select(port => new ServiceProcess("api", _folder.FullName, $"http://127.0.0.1:{port}", settings))];
        await Task.WhenAll([QStash.StartAsync(), .. Apis.Select(replica => replica.StartAsync())]);
        using var client = await ClientAsync("sign-up", new SignUpRequest("Ada", Email, Password));
    }

    /// <summary>
    /// A web before the API, at the time that the clock shows now. Its own goes on as any clock does: one that jumps a minute ends a request that it has in
    /// hand by its time limit.
    /// </summary>
    /// <returns>Where it is.</returns>
    internal async Task<string> StartWebAsync()
    {
        var folder = _folder.CreateSubdirectory("web").FullName;
        FileClock.Set(FileClock.In(folder), _offset);
        _web = new("web", folder, $"http://127.0.0.1:{Ports.Free()}", new Dictionary<string, string?>
        {
            ["Web__ApiBaseUrl"] = $"http://127.0.0.1:{_balancer!.Port}",
            ["Web__Secret"] = WebSecret,
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
        });
        await _web.StartAsync();
        return _web.Url;
    }

    /// <summary>A token that is good at the time that the clock shows.</summary>
    internal Task<HttpClient> SignInAsync() => ClientAsync("sign-in", new SignInRequest(Email, Password));

    internal async Task<Batch> AddAsync(int count)
    {
        using var client = await SignInAsync();
        return await Batch.AddAsync(client, Now, count);
    }

    internal void MoveClock(TimeSpan by)
    {
        _offset += by;
        FileClock.Set(FileClock.In(_folder.FullName), _offset);
    }

    internal void MoveClockTo(DateTimeOffset moment) => MoveClock(moment - Now);

    /// <summary>Whoever comes to the place after <paramref name="passed"/> others is held there.</summary>
    internal void HoldAt(string place, int passed)
    {
        File.Delete(FaultPoint.Reached(_folder.FullName));
        var fault = FaultPoint.Fault(_folder.FullName);
        File.WriteAllText(fault + ".new", $"{place} {passed + 1} {Guid.NewGuid():n}");
        File.Move(fault + ".new", fault, overwrite: true);
    }

    internal bool IsHeld => File.Exists(FaultPoint.Reached(_folder.FullName));

    internal Task HeldAsync() => ServiceProcess.UntilAsync(() => Task.FromResult(IsHeld));

    internal void Release() => File.Delete(FaultPoint.Fault(_folder.FullName));

    /// <summary>Lets time pass, a little whenever nothing moves, until every reminder of a batch is over; and an hour more, in which nothing may come.</summary>
    internal async Task SettleAsync(Batch batch)
    {
        await PassTimeAsync(() => false, async () =>
        {
            using var client = await SignInAsync();
            return await batch.IsOverAsync(client);
        });
        for (var minutes = 0; minutes < 60; minutes += 10)
        {
            MoveClock(TimeSpan.FromMinutes(10));
            await PassTimeAsync(() => false, () => Task.FromResult(true));
        }
    }

    internal bool HasArrived(Batch batch) => batch.Subscriptions.Keys.All(Arrived.ToHashSet().Contains);

    /// <summary>Lets time pass until it is so. A claim holds two minutes, a send one: while mail arrives the clock goes as a clock does.</summary>
    /// <param name="isSoWhenStill">Looked at only when nothing moves.</param>
    internal async Task PassTimeAsync(Func<bool> isSo, Func<Task<bool>>? isSoWhenStill = null)
    {
        var (seen, still) = (-1, 0);
        await ServiceProcess.UntilAsync(async () =>
        {
            if (isSo())
                return true;
            if (Mail.Messages.Count != seen || Mail.UnderWay > 0)
                (seen, still) = (Mail.Messages.Count, 0);
            else if (++still % 5 == 0)
            {
                if (isSoWhenStill is not null && await isSoWhenStill())
                    return true;
                MoveClock(TimeSpan.FromSeconds(40));
            }
            return false;
        });
    }

    internal async Task<Verdict> JudgeAsync(Batch batch, ReminderStatus expected = ReminderStatus.Sent)
    {
        using var client = await SignInAsync();
        return Judge.Of(batch, Arrived, await batch.RowsAsync(client), expected: expected);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in Apis)
            await replica.DisposeAsync();
        if (_web is not null)
            await _web.DisposeAsync();
        await QStash.DisposeAsync();
        if (_balancer is not null)
            await _balancer.DisposeAsync();
        await Mail.DisposeAsync();
        await _storage.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<HttpClient> ClientAsync<T>(string path, T body) where T : notnull
    {
        var client = Api.NewClient();
        var signedIn = await (await client.PostJsonAsync($"/api/v1/auth/{path}", body)).DataAsync<SignedInResponse>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.Token);
        return client;
    }
}
