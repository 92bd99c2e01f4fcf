using SubTracker.ApiService.Notifications;

namespace SubTracker.ApiService.Reminders;

/// <summary>Where a reminder goes, or was meant to go and does not.</summary>
/// <param name="WhyNot">Why it does not; <c>null</c> where it does.</param>
internal sealed record Addressee(string Id, string Name, Channel? Channel, string? WhyNot = null)
{
    public const string Removed = "the channel was removed";
    public const string SwitchedOff = "the channel is switched off";

    /// <param name="all">A user's channels.</param>
    /// <param name="chosen">Those that a subscription names; <c>null</c> for all that are switched on.</param>
    public static IReadOnlyList<Addressee> Of(IReadOnlyList<Channel> all, IReadOnlyList<string>? chosen)
    {
        var told = UserChannels.ToTell(all, chosen).Select(channel => new Addressee(channel.Id, channel.Name, channel)).ToList();
        var others = (chosen ?? []).Where(id => told.All(addressee => addressee.Id != id)).Select(id => Missed(all, id));
        Addressee[] addressees = [.. told, .. others];
        return addressees.Length > 0 ? addressees : [new(Channel.BuiltInId, "E-mail", null, "no channel is switched on")];
    }

    private static Addressee Missed(IReadOnlyList<Channel> all, string id) => all.FirstOrDefault(channel => channel.Id == id) switch
    {
        null => new(id, id, null, Removed),
        { Enabled: false } channel => new(id, channel.Name, null, SwitchedOff),
        var channel => new(id, channel.Name, null, "the channel only stands in for another"),
    };
}
