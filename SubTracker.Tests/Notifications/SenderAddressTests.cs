using SubTracker.ApiService.Notifications;

namespace SubTracker.Tests.Notifications;

/// <summary>What an administrator, or the configuration, may name as the sender of mail.</summary>
public sealed class SenderAddressTests
{
    [Theory]
    [InlineData("me@example.org")]
    [InlineData("SubTracker <subtracker@localhost>")]
    [InlineData("\"Büro, Köln\" <buero@example.org>")]
    public void One_mailbox_is_a_sender(string text) => Assert.True(EmailOptions.IsSender(text));

    [Theory]
    [InlineData("nobody")]
    [InlineData("@example.org")]
    [InlineData("me@")]
    [InlineData("me@example.org, you@example.org")]
    [InlineData("us: me@example.org;")]
    [InlineData("Me <me@exam ple.org>")]
    [InlineData("Me\r\nBcc: you@example.org <me@example.org>")]
    public void Everything_else_is_none(string text) => Assert.False(EmailOptions.IsSender(text));
}
