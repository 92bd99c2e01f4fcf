namespace SubTracker.Tests.Upstash.Traces;

public sealed class TraceTests
{
    public static TheoryData<string> Names => [.. Scenarios.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_recorded_scenario_plays_the_same_with_us(string name)
    {
        var differences = await TraceReplay.RunAsync(Scenarios.All.Single(scenario => scenario.Name == name));
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Fact]
    public void Every_positive_recording_is_played()
    {
        var recorded = Directory.GetFiles(Trace.Folder, "??-*.json").Select(Path.GetFileNameWithoutExtension)
            // 36 to 38 record what a server must not do.
            .Where(name => name![..2] is not ("36" or "37" or "38"));
        Assert.Equal(recorded.Order(StringComparer.Ordinal), Scenarios.All.Select(scenario => scenario.Name));
    }

    [Fact]
    public async Task The_table_of_the_documentation_says_what_is()
    {
        var table = await ConformanceTable.MakeAsync();
        if (Environment.GetEnvironmentVariable("SUBTRACKER_WRITE_CONFORMANCE") == "1")
            await ConformanceTable.WriteAsync(table);
        Assert.Equal(table, await ConformanceTable.ReadAsync());
    }
}
