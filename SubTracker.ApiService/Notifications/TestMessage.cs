using System.Text.Json.Nodes;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Users;

namespace SubTracker.ApiService.Notifications;

internal static class TestMessage
{
    public static Notification For(Channel channel, User user, TimeProvider clock) => new(
        $"test-{Id.New(clock)}", user.Id, "test", "A test message from SubTracker",
        [$"Your channel {channel.Name} works: reminders will arrive here."], clock.GetUtcNow())
    {
        ToName = user.Name,
        Footer = "You receive this because somebody pressed \"Test\" in your SubTracker account.",
        Data = new JsonObject { ["channel"] = channel.Name },
    };
}
