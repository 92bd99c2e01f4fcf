using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SubTracker.ServiceDefaults;

namespace SubTracker.Tests.QStash;

public sealed class DurabilityTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Messages_under_way_when_the_process_is_killed_are_delivered_by_the_next()
    {
        var folder = Directory.CreateTempSubdirectory("qstash-");
        await using var endpoint = await Endpoint.StartAsync();
        var arrived = new ConcurrentDictionary<string, bool>();
        var released = new TaskCompletionSource();
        var first = new TaskCompletionSource();
        var all = new TaskCompletionSource();
        const int Count = 50;
        endpoint.Answer = async delivery =>
        {
            first.TrySetResult();
            await released.Task;
            arrived[delivery.MessageId] = true;
            if (arrived.Count == Count)
                all.TrySetResult();
            return EndpointAnswer.Ok;
        };

        var accepted = new List<string>();
        using (var server = await ServerProcess.StartAsync(folder.FullName))
        {
            using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", "Bearer " + LocalQStash.Token } } };
            for (var i = 0; i < Count; i++)
            {
                using var response = await http.PostAsJsonAsync($"{server.Url}/v2/publish/{endpoint.Url}", i, TestContext.Current.CancellationToken);
                accepted.Add((string)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["messageId"]!);
            }

            await first.Task.WaitAsync(s_patience, TestContext.Current.CancellationToken);
            server.Kill();
        }

        arrived.Clear();
        using (await ServerProcess.StartAsync(folder.FullName))
        {
            released.SetResult();
            await all.Task.WaitAsync(s_patience, TestContext.Current.CancellationToken);
        }

        Assert.Equal(accepted.Order(StringComparer.Ordinal), arrived.Keys.Order(StringComparer.Ordinal));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Three_hundred_messages_survive_three_kills()
    {
        const int Count = 300;
        var folder = Directory.CreateTempSubdirectory("qstash-");
        await using var endpoint = await Endpoint.StartAsync();
        var arrived = new ConcurrentDictionary<string, bool>();
        var milestones = new Dictionary<int, TaskCompletionSource> { [1] = new(), [Count / 3] = new(), [Count * 2 / 3] = new(), [Count] = new() };
        endpoint.Answer = delivery =>
        {
            arrived[delivery.Text] = true;
            foreach (var (number, reached) in milestones)
            {
                if (arrived.Count >= number)
                    reached.TrySetResult();
            }

            return Task.FromResult(EndpointAnswer.Ok);
        };

        using (var server = await ServerProcess.StartAsync(folder.FullName))
        {
            using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", "Bearer " + LocalQStash.Token } } };
            foreach (var chunk in Enumerable.Range(0, Count).Chunk(50))
            {
                var items = chunk.Select(i => new { destination = endpoint.Url, body = $"{i}", headers = new Dictionary<string, string> { ["upstash-delay"] = $"{i % 3}s" } });
                using var response = await http.PostAsJsonAsync($"{server.Url}/v2/batch", items, TestContext.Current.CancellationToken);
                response.EnsureSuccessStatusCode();
            }

            await milestones[1].Task.WaitAsync(s_patience, TestContext.Current.CancellationToken);
            server.Kill();
        }

        foreach (var milestone in milestones.Keys.Skip(1))
        {
            using var server = await ServerProcess.StartAsync(folder.FullName);
            await milestones[milestone].Task.WaitAsync(s_patience, TestContext.Current.CancellationToken);
            server.Kill();
        }

        Assert.Equal(Count, arrived.Count);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_data_folder_serves_one_server_at_a_time()
    {
        var folder = Directory.CreateTempSubdirectory("qstash-");
        await using (await LocalQStash.StartAsync(folder: folder))
        {
            var refused = await Assert.ThrowsAsync<CannotStartException>(() => LocalQStash.StartAsync(folder: folder));
            Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);
    }
}
