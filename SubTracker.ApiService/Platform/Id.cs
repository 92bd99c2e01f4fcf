using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SubTracker.ApiService.Platform;

/// <summary>Ids sort by the moment they were made, so that new rows go to the end of an index.</summary>
internal static class Id
{
    public static string New(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow()).ToString("n");

    /// <summary>
    /// The id of the document number <paramref name="ordinal"/> that a request creates. Under an <c>Idempotency-Key</c> it follows from user and
    /// key: made again after a crash, the request cannot create a second one.
    /// </summary>
    public static string NewId(this HttpContext context, TimeProvider clock, int ordinal = 0) =>
        context.Features.Get<IdempotentIds>()?.Of(ordinal) ?? New(clock);
}

/// <param name="StartedAt">When the key was first claimed: used again after it was forgotten, it creates anew.</param>
internal sealed record IdempotentIds(string UserId, string Key, DateTimeOffset StartedAt)
{
    public string Of(int ordinal)
    {
        var startedAt = StartedAt.ToUnixTimeMilliseconds();
        var seed = string.Create(CultureInfo.InvariantCulture, $"{UserId}\n{Key}\n{startedAt}\n{ordinal}");
        return $"{startedAt:x12}7{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)))[..19]}";
    }
}
