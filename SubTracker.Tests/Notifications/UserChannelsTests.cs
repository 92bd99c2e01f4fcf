using SubTracker.ApiService.Notifications;
using SubTracker.Tests.Storage;

namespace SubTracker.Tests.Notifications;

/// <summary>Which channels a message goes to.</summary>
public sealed class UserChannelsTests
{
    private static readonly Channel s_email = Some.Channel("email");
    private static readonly Channel s_home = Some.Channel("home");
    private static readonly Channel s_phone = Some.Channel("phone");

    [Fact]
    public void Where_none_is_chosen_it_goes_to_all_that_are_on() =>
        Assert.Equal(["email", "phone"], Told([s_email, s_home with { Enabled = false }, s_phone], null));

    [Fact]
    public void It_goes_to_the_chosen_ones() => Assert.Equal(["phone"], Told([s_email, s_home, s_phone], ["phone"]));

    [Fact]
    public void Where_none_of_the_chosen_is_left_it_goes_to_all_rather_than_to_nobody() =>
        Assert.Equal(["email"], Told([s_email, s_home with { Enabled = false }], ["home", "gone"]));

    [Fact]
    public void A_fall_back_is_not_told_beside_the_channel_that_it_stands_in_for() =>
        Assert.Equal(["email"], Told([s_email, s_phone with { FallbackFor = "email" }], null));

    [Fact]
    public void A_fall_back_whose_channel_is_gone_stands_on_its_own() =>
        Assert.Equal(["phone"], Told([s_email with { Enabled = false }, s_phone with { FallbackFor = "gone" }], null));

    [Fact]
    public void Who_has_switched_all_off_is_told_nothing() => Assert.Empty(Told([s_email with { Enabled = false }], null));

    private static IEnumerable<string> Told(Channel[] all, string[]? chosen) => UserChannels.ToTell(all, chosen).Select(channel => channel.Id);
}
