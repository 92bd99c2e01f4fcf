namespace SubTracker.Upstash;

/// <summary>What one delivery has come to.</summary>
internal abstract record DeliveryResult
{
    /// <summary>Steps were executed or planned, and QStash is to hear of it.</summary>
    public sealed record Submitted(IReadOnlyList<Submission> Submissions) : DeliveryResult;

    /// <summary>Other steps of a parallel group are still under way.</summary>
    public sealed record Discarded : DeliveryResult;

    /// <summary>The body has returned.</summary>
    public sealed record Finished(string? Result) : DeliveryResult;

    /// <summary>The body has returned without a step.</summary>
    public sealed record NoStep : DeliveryResult;

    /// <summary>The body has cancelled its run.</summary>
    public sealed record Cancelled : DeliveryResult;
}
