namespace SubTracker.Tests.Upstash.Traces;

/// <summary>What the recorded workflows kept outside of their runs: how often something was called.</summary>
internal sealed class TraceState
{
    private int _calls;

    public int NextCall() => ++_calls;
}
