namespace SubTracker.Tests.Upstash.Traces;

/// <summary>What the recorded workflows kept outside of their runs: how often something was called.</summary>
internal sealed class TraceState
{
    private readonly Dictionary<string, int> _calls = [];

    public int NextCall(string name) => _calls[name] = _calls.GetValueOrDefault(name) + 1;
}
