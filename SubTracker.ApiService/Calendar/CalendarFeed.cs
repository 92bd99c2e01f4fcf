using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SubTracker.ApiService.Calendar;

/// <summary>
/// The address under which a user's calendar is read without signing in. The token itself is kept, since its owner wants to see it again
/// on the next device, and it opens nothing but what lies in the same database; it is looked up by its hash, so that no comparison leaks it.
/// </summary>
internal sealed record CalendarFeed(string UserId, string Token, DateTimeOffset CreatedAt)
{
    private const int TokenBytes = 32;

    public string TokenHash => HashOf(Token);

    public static CalendarFeed New(string userId, DateTimeOffset now) =>
        new(userId, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes)), now);

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
