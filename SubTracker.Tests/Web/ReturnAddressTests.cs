using SubTracker.Web.Session;

namespace SubTracker.Tests.Web;

public sealed class ReturnAddressTests
{
    [Theory]
    [InlineData("/subscriptions?status=active&page=2")]
    [InlineData("/settings")]
    [InlineData("/")]
    public void A_page_of_ours_is_returned_to(string address) => Assert.Equal(address, ReturnAddress.LocalOrHome(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("subscriptions")]
    public void Anything_else_leads_home(string? address) => Assert.Equal("/", ReturnAddress.LocalOrHome(address));
}
