using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Auth;
using SubTracker.Contracts.Auth;
using SubTracker.Contracts.Users;
using SubTracker.ServiceDefaults;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Auth;

public sealed class FirstAdministratorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_installation_that_was_prepared_has_its_administrator_and_who_signs_up_is_none()
    {
        await using var api = await ApiHost.StartAsync();
        var prepare = Prepare(api, "root@example.org", ApiHost.Password);
        await prepare.AddAsync(Token);
        await prepare.AddAsync(Token);

        var signedIn = await (await api.Client.PostJsonAsync("/api/v1/auth/sign-in", new SignInRequest("root@example.org", ApiHost.Password)))
            .DataAsync<SignedInResponse>();
        Assert.Equal(Role.Admin, signedIn.User.Role);
        Assert.Equal(Role.User, (await api.SignUpAsync()).SignedIn.User.Role);
    }

    [Fact]
    public async Task Where_nothing_is_said_nobody_is_added()
    {
        await using var api = await ApiHost.StartAsync();
        await Prepare(api, null, null).AddAsync(Token);
        Assert.Equal(Role.Admin, (await api.SignUpAsync()).SignedIn.User.Role);
    }

    [Theory]
    [InlineData("root@example.org", null)]
    [InlineData("root@example.org", "short")]
    [InlineData(null, ApiHost.Password)]
    public async Task Half_an_administrator_stops_the_setup_with_a_sentence(string? email, string? password)
    {
        await using var api = await ApiHost.StartAsync();
        var refused = await Assert.ThrowsAsync<CannotStartException>(() => Prepare(api, email, password).AddAsync(Token));
        Assert.StartsWith("Set both Administrator__Email and Administrator__Password", refused.Message, StringComparison.Ordinal);
    }

    private static FirstAdministrator Prepare(ApiHost api, string? email, string? password) => ActivatorUtilities.CreateInstance<FirstAdministrator>(
        api.Services,
        (IConfiguration)new ConfigurationBuilder()
            .AddInMemoryCollection([new("Administrator:Email", email), new("Administrator:Password", password)]).Build());
}
