using SubTracker.Contracts.Users;
using SubTracker.Web.Api;

namespace SubTracker.Web.Components.Parts;

/// <summary>Who is signed in, asked once a circuit.</summary>
internal sealed class Profile(SubTrackerClient api, TimeProvider clock)
{
    private Task<UserResponse>? _asked;

    /// <summary>Whoever asks while the answer is awaited awaits the same one; after a failure it is asked anew.</summary>
    public Task<UserResponse> GetAsync(CancellationToken cancellationToken)
    {
        if (_asked is null or { IsFaulted: true } or { IsCanceled: true })
            _asked = api.GetMeAsync(CancellationToken.None);
        return _asked.WaitAsync(cancellationToken);
    }

    public void Changed(UserResponse user) => _asked = Task.FromResult(user);

    /// <summary>Today where the user lives.</summary>
    public async Task<DateOnly> TodayAsync(CancellationToken cancellationToken) =>
        DateOnly.FromDateTime(await HereAsync(clock.GetUtcNow(), cancellationToken));

    /// <summary>A moment on the user's wall clock.</summary>
    public async Task<DateTime> HereAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        Here(moment, await GetAsync(cancellationToken));

    public static DateTime Here(DateTimeOffset moment, UserResponse user) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(user.TimeZone, out var zone) ? TimeZoneInfo.ConvertTime(moment, zone).DateTime : moment.UtcDateTime;
}
