namespace SubTracker.Contracts;

/// <summary>The envelope of every successful answer with a body.</summary>
public sealed record Reply<T>(bool Success, string Message, T Data);

/// <summary>The envelope of a list that is cut into pages.</summary>
public sealed record PageReply<T>(bool Success, string Message, IReadOnlyList<T> Data, Pagination Pagination);

/// <summary>The envelope of a list that goes on behind its last entry: <c>?after=</c> with what <c>Next</c> says; <c>null</c> at the end.</summary>
public sealed record SliceReply<T>(bool Success, string Message, IReadOnlyList<T> Data, string? Next);

/// <summary>Which page of how many; pages count from 1.</summary>
public sealed record Pagination(long Total, int Page, int Limit)
{
    public long TotalPages => (Total + Limit - 1) / Limit;

    public bool HasNextPage => Page < TotalPages;

    public bool HasPrevPage => Page > 1;
}

public static class Reply
{
    public static Reply<T> With<T>(T data, string message = "OK") => new(true, message, data);

    public static SliceReply<T> Slice<T>(IReadOnlyList<T> data, string? next) => new(true, "OK", data, next);

    public static PageReply<T> Page<T>(IReadOnlyList<T> data, Pagination pagination) => new(true, "OK", data, pagination);
}
