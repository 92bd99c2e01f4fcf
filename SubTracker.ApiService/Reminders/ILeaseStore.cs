namespace SubTracker.ApiService.Reminders;

/// <summary>Who of several replicas does what only one needs to do.</summary>
internal interface ILeaseStore
{
    /// <summary>
    /// Takes or prolongs the lease until <paramref name="until"/>; <c>false</c> while somebody else holds it. One that ends behind
    /// <paramref name="farthest"/> was taken before a clock was set back, and counts as ended.
    /// </summary>
    Task<bool> TakeAsync(
        string name, string holder, DateTimeOffset now, DateTimeOffset until, DateTimeOffset farthest, CancellationToken cancellationToken);

    /// <summary>Gives the lease back, if <paramref name="holder"/> has it.</summary>
    Task ReleaseAsync(string name, string holder, CancellationToken cancellationToken);
}
