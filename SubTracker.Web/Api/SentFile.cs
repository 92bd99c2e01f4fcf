namespace SubTracker.Web.Api;

/// <summary>A file that somebody chose, held whole: it is sent for the dry run and again for the import.</summary>
internal sealed record SentFile(string Name, byte[] Bytes)
{
    /// <summary>What the API takes at most.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    public HttpContent ToContent() => new ByteArrayContent(Bytes)
    {
        Headers = { ContentType = new(Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? "application/json" : "text/csv") },
    };
}
