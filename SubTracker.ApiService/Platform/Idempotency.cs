using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace SubTracker.ApiService.Platform;

/// <summary>
/// A POST with an <c>Idempotency-Key</c> happens once in 24 hours: asked again it gives the first answer again. Not under <c>/auth</c>,
/// whose answers have tokens in them.
/// </summary>
internal sealed class Idempotency(RequestDelegate next, IIdempotencyStore store, TimeProvider clock)
{
    public const string Header = "Idempotency-Key";
    public const string Replayed = "Idempotency-Replayed";
    private const int LongestKey = 255;

    /// <summary>What is larger is not kept; the ids of what it created see to it that a second try creates nothing.</summary>
    private const int LargestAnswer = 8 * 1024 * 1024;

    /// <summary>
    /// Longer than any request takes: who finds a claim older than this may take it over. As long waits whoever asks again after the process died between
    /// a claim and its answer.
    /// </summary>
    private static readonly TimeSpan s_held = TimeSpan.FromMinutes(1);

    /// <summary>As long as <c>Retry-After</c> lets somebody wait whose request found no database.</summary>
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_kept = TimeSpan.FromHours(24);

    public static bool Honours(string? method, PathString path) =>
        HttpMethods.IsPost(method ?? "") && !path.StartsWithSegments("/api/v1/auth");

    public async Task InvokeAsync(HttpContext context)
    {
        if (!Honours(context.Request.Method, context.Request.Path)
            || !context.Request.Headers.TryGetValue(Header, out var keys)
            || context.User.FindFirst("sub")?.Value is not { } userId)
        {
            await next(context);
            return;
        }
        var key = keys.ToString();
        if (key.Length is 0 or > LongestKey)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, $"{Header} has 1 to {LongestKey} characters, such as a random UUID.");
            return;
        }

        var request = new KeyedRequest(userId, key, await FingerprintAsync(context.Request));
        var now = clock.GetUtcNow();
        var heldUntil = now + s_held;
        KeyClaim claim;
        try
        {
            claim = await store.ClaimAsync(request, now, heldUntil, now + s_kept, context.RequestAborted);
        }
        catch (Exception)
        {
            // Perhaps it is ours, and nobody was told.
            _ = ReleaseLaterAsync(request, heldUntil);
            throw;
        }
        await (claim.Result switch
        {
            KeyClaimResult.Ours => AnswerAsync(context, request, claim.StartedAt, heldUntil),
            KeyClaimResult.Answered => ReplayAsync(context, claim.Answer!),
            KeyClaimResult.InProgress => WaitAsync(context),
            _ => RefuseAsync(context, StatusCodes.Status409Conflict, $"This {Header} was used for another request. Take a new key for a new request."),
        });
    }

    private async Task AnswerAsync(HttpContext context, KeyedRequest request, DateTimeOffset startedAt, DateTimeOffset heldUntil)
    {
        context.Features.Set(new IdempotentIds(request.UserId, request.Key, startedAt));
        var (response, body) = (context.Response, context.Response.Body);
        using var written = new MemoryStream();
        response.Body = written;
        try
        {
            await next(context);
        }
        catch
        {
            // Perhaps it has happened and perhaps not: whoever asks again finds out.
            await ReleaseAsync(request, heldUntil);
            throw;
        }
        finally
        {
            response.Body = body;
        }

        if (IsFinal(response.StatusCode) && written.Length <= LargestAnswer)
            await SaveAsync(request, Stored(response, written), heldUntil);
        else
            await ReleaseAsync(request, heldUntil);
        await WriteAsync(response, written.GetBuffer().AsMemory(0, (int)written.Length));
    }

    // It has happened: an answer that cannot be kept is given all the same, and found out again by whoever asks again.
    private async Task SaveAsync(KeyedRequest request, StoredAnswer answer, DateTimeOffset heldUntil)
    {
        try
        {
            await store.SaveAnswerAsync(request, answer, CancellationToken.None);
        }
        catch (Exception)
        {
            await ReleaseAsync(request, heldUntil);
        }
    }

    // Whoever asks again is not to wait for a claim that nobody holds: where the database does not take it now, it takes it in a moment.
    private async Task ReleaseAsync(KeyedRequest request, DateTimeOffset heldUntil)
    {
        try
        {
            await store.ReleaseAsync(request, heldUntil, CancellationToken.None);
        }
        catch (Exception)
        {
            _ = ReleaseLaterAsync(request, heldUntil);
        }
    }

    private async Task ReleaseLaterAsync(KeyedRequest request, DateTimeOffset heldUntil)
    {
        while (clock.GetUtcNow() + s_betweenTries < heldUntil)
        {
            // Nobody tells when the database is back.
            await Task.Delay(s_betweenTries, clock);
            try
            {
                await store.ReleaseAsync(request, heldUntil, CancellationToken.None);
                return;
            }
            catch (Exception)
            {
                // Not back yet.
            }
        }
    }

    private static async Task ReplayAsync(HttpContext context, StoredAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers[HeaderNames.Location] = answer.Location;
        response.Headers[HeaderNames.ETag] = answer.ETag;
        response.Headers[Replayed] = "true";
        await WriteAsync(response, answer.Body);
    }

    // An answer without a body stays one: a status such as 204 allows none, and 404 gets its problem further out.
    private static ValueTask WriteAsync(HttpResponse response, ReadOnlyMemory<byte> body) =>
        body.Length == 0 ? ValueTask.CompletedTask : response.Body.WriteAsync(body, response.HttpContext.RequestAborted);

    private static Task WaitAsync(HttpContext context)
    {
        context.Response.Headers[HeaderNames.RetryAfter] = "2";
        return RefuseAsync(context, StatusCodes.Status409Conflict, $"The first request under this {Header} is still in progress. Ask again in a moment.");
    }

    private static Task RefuseAsync(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);

    /// <summary>Whether asking again later could be answered otherwise without anything having changed on the asking side.</summary>
    private static bool IsFinal(int status) =>
        status is < 500 and not (StatusCodes.Status401Unauthorized or StatusCodes.Status429TooManyRequests);

    private static StoredAnswer Stored(HttpResponse response, MemoryStream body) => new(
        response.StatusCode, response.ContentType, response.Headers.Location, response.Headers.ETag, body.ToArray());

    private static async Task<string> FingerprintAsync(HttpRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{request.Path}{request.QueryString}\n{request.ContentType}\n")));
        request.EnableBuffering();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
            hash.AppendData(buffer, 0, read);
        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
