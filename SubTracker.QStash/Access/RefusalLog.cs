namespace SubTracker.QStash.Access;

internal static partial class RefusalLog
{
    [LoggerMessage(LogLevel.Warning, "Refused {Method} {Path} with {Status}: {Reason}")]
    public static partial void Refused(this ILogger logger, string method, string path, int status, string reason);
}
