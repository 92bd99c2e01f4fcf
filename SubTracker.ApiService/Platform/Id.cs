namespace SubTracker.ApiService.Platform;

/// <summary>Ids sort by the moment they were made, so that new rows go to the end of an index.</summary>
internal static class Id
{
    public static string New(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow()).ToString("n");
}
