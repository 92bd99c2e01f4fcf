namespace SubTracker.ApiService.Notifications;

/// <summary>A channel did not take a message over, or nobody knows whether it did. The text says what to do and holds no secret.</summary>
internal sealed class ChannelException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Trying again changes nothing: the channel's owner has something to mend.</summary>
    public bool IsPermanent { get; init; }

    /// <summary>When it is worth trying again, where the channel told.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>It was not tried, since it has failed repeatedly.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Not the channel fails but the installation: its mail server is away, or too much is under way at once.</summary>
    public bool IsInstallation { get; init; }
}
