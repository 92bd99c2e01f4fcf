using System.Diagnostics;
using Microsoft.Extensions.Options;
using SubTracker.ApiService.Auth;

namespace SubTracker.Tests.Auth;

public sealed class PasswordHasherTests
{
    [Fact]
    public void A_password_matches_its_hash_and_no_other()
    {
        var passwords = Hasher(cost: 4);
        var hash = passwords.Hash("correct horse battery");

        Assert.StartsWith("$2a$04$", hash, StringComparison.Ordinal);
        Assert.True(passwords.Matches("correct horse battery", hash));
        Assert.False(passwords.Matches("correct horse batterz", hash));
    }

    [Theory]
    [InlineData("")]
    [InlineData("correct horse battery")]
    public void Nobody_has_no_password(string password) => Assert.False(Hasher(cost: 4).Matches(password, null));

    [Fact]
    public void Where_there_is_no_user_the_answer_takes_as_long()
    {
        var passwords = Hasher(cost: 10);
        var hash = passwords.Hash("correct horse battery");

        var wrong = Fastest(() => passwords.Matches("wrong", hash));
        var unknown = Fastest(() => passwords.Matches("wrong", null));

        // Without the work it would be a thousandth.
        Assert.InRange(unknown / wrong, 0.3, 3);
    }

    private static double Fastest(Action act) => Enumerable.Range(0, 5).Min(_ =>
    {
        var watch = Stopwatch.StartNew();
        act();
        return watch.Elapsed.TotalMilliseconds;
    });

    private static PasswordHasher Hasher(int cost) => new(Options.Create(new PasswordOptions { BCryptCost = cost }));
}
