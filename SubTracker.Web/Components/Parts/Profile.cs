using SubTracker.Contracts.Users;
using SubTracker.Web.Api;

namespace SubTracker.Web.Components.Parts;

/// <summary>Who is signed in, asked once a circuit.</summary>
internal sealed class Profile(SubTrackerClient api, TimeProvider clock)
{
    private UserResponse? _user;

    public async Task<UserResponse> GetAsync(CancellationToken cancellationToken) => _user ??= await api.GetMeAsync(cancellationToken);

    public void Changed(UserResponse user) => _user = user;

    /// <summary>Today where the user lives.</summary>
    public async Task<DateOnly> TodayAsync(CancellationToken cancellationToken) =>
        DateOnly.FromDateTime(await HereAsync(clock.GetUtcNow(), cancellationToken));

    /// <summary>A moment on the user's wall clock.</summary>
    public async Task<DateTime> HereAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        TimeZoneInfo.TryFindSystemTimeZoneById((await GetAsync(cancellationToken)).TimeZone, out var zone)
            ? TimeZoneInfo.ConvertTime(moment, zone).DateTime
            : moment.UtcDateTime;
}
