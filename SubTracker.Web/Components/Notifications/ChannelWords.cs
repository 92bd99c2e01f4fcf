using MudBlazor;
using SubTracker.Contracts.Notifications;

namespace SubTracker.Web.Components.Notifications;

/// <summary>How channels are said.</summary>
internal static class ChannelWords
{
    public static IReadOnlyList<(string, string)> Types { get; } = [.. Enum.GetValues<ChannelType>().Select(type => (type.ToString(), Type(type)))];

    public static string Type(ChannelType type) => type switch
    {
        ChannelType.Email => "E-mail",
        ChannelType.Ntfy => "ntfy",
        _ => type.ToString(),
    };

    public static string State(ChannelState state) => state switch
    {
        ChannelState.Off => "Switched off",
        ChannelState.Paused => "Paused after failing repeatedly",
        _ => state.ToString(),
    };

    public static string Icon(ChannelState state) => state switch
    {
        ChannelState.Working => Icons.Material.Rounded.CheckCircle,
        ChannelState.Off => Icons.Material.Rounded.NotificationsOff,
        _ => Icons.Material.Rounded.Error,
    };
}
