using SubTracker.ApiService.Platform;

namespace SubTracker.Tests.Storage;

/// <summary>What any engine's store of idempotency keys answers.</summary>
public abstract class IdempotencyStoreContract
{
    private static readonly KeyedRequest s_request = new("ada", "key", "fingerprint");
    private static readonly StoredAnswer s_answer = new(201, "application/json", "/here", "\"1\"", [1, 2, 3]);

    private const int MinutesHeld = 5;

    private protected abstract IIdempotencyStore Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_claimed_once_and_answered_from_then_on()
    {
        var ours = await ClaimAsync(s_request, 0);
        Assert.Equal((KeyClaimResult.Ours, Some.Now), (ours.Result, ours.StartedAt));
        Assert.Equal(KeyClaimResult.InProgress, (await ClaimAsync(s_request, 1)).Result);
        await Store.SaveAnswerAsync(s_request, s_answer, Token);
        await Store.SaveAnswerAsync(s_request, s_answer with { Status = 500 }, Token);
        var again = await ClaimAsync(s_request, 60);
        Assert.Equal(KeyClaimResult.Answered, again.Result);
        Assert.Equivalent(s_answer, again.Answer, strict: true);
    }

    [Fact]
    public async Task Another_request_or_another_user_under_the_same_key_is_another_matter()
    {
        await ClaimAsync(s_request, 0);
        Assert.Equal(KeyClaimResult.OtherRequest, (await ClaimAsync(s_request with { Fingerprint = "other" }, 1)).Result);
        Assert.Equal(KeyClaimResult.Ours, (await ClaimAsync(s_request with { UserId = "bob" }, 1)).Result);
        Assert.Equal(KeyClaimResult.Ours, (await ClaimAsync(s_request with { Key = "other" }, 1)).Result);
    }

    [Fact]
    public async Task A_claim_that_ended_without_an_answer_goes_on_under_its_first_moment()
    {
        await ClaimAsync(s_request, 0);
        Assert.Equal(KeyClaimResult.InProgress, (await ClaimAsync(s_request, 4)).Result);
        var taken = await ClaimAsync(s_request, 5);
        Assert.Equal((KeyClaimResult.Ours, Some.Now), (taken.Result, taken.StartedAt));
        await Store.ReleaseAsync(s_request, Some.Now.AddMinutes(MinutesHeld), Token);
        Assert.Equal(KeyClaimResult.InProgress, (await ClaimAsync(s_request, 6)).Result);
        await Store.ReleaseAsync(s_request, Some.Now.AddMinutes(5 + MinutesHeld), Token);
        var again = await ClaimAsync(s_request, 6);
        Assert.Equal((KeyClaimResult.Ours, Some.Now), (again.Result, again.StartedAt));
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day_or_with_its_user()
    {
        await ClaimAsync(s_request, 0);
        await Store.SaveAnswerAsync(s_request, s_answer, Token);
        Assert.Equal(KeyClaimResult.Answered, (await ClaimAsync(s_request, (24 * 60) - 1)).Result);
        var anew = await ClaimAsync(s_request with { Fingerprint = "other" }, 24 * 60);
        Assert.Equal((KeyClaimResult.Ours, Some.Now.AddDays(1)), (anew.Result, anew.StartedAt));
        await Store.DeleteAllAsync("ada", Token);
        Assert.Equal(KeyClaimResult.Ours, (await ClaimAsync(s_request, (24 * 60) + 1)).Result);
    }

    [Fact]
    public async Task Of_claims_at_the_same_moment_exactly_one_is_ours()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ClaimAsync(s_request, 0))));
        Assert.Single(claims, claim => claim.Result == KeyClaimResult.Ours);
    }

    private Task<KeyClaim> ClaimAsync(KeyedRequest request, int minute) => Store.ClaimAsync(
        request, Some.Now.AddMinutes(minute), Some.Now.AddMinutes(minute + MinutesHeld), Some.Now.AddMinutes(minute).AddDays(1), Token);
}
