namespace SubTracker.Tests.Upstash.Traces;

public sealed class TraceTests
{
    public static TheoryData<string> Names => [.. Scenarios.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_recorded_scenario_plays_the_same_with_us(string name)
    {
        var differences = await TraceReplay.RunAsync(Trace.Read(name), Scenarios.All.Single(scenario => scenario.Name == name));
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }
}
