using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Platform;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts;
using SubTracker.Contracts.Admin;

namespace SubTracker.ApiService.Admin;

/// <summary>What an administrator decides for everybody, and whether mail goes out at all.</summary>
internal static class SettingsEndpoints
{
    private static readonly TimeSpan s_mailTakesAtMost = TimeSpan.FromSeconds(30);

    public static void MapSettings(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/settings", GetAsync).WithName("GetSettings");
        admin.MapPut("/settings", PutAsync).WithName("PutSettings");
        admin.MapPost("/settings/test-email", TestEmailAsync).WithName("SendTestEmail");
    }

    private static async Task<Ok<Reply<InstallationSettings>>> GetAsync(ISettingsStore settings, CancellationToken cancellationToken) =>
        TypedResults.Ok(Reply.With(await settings.ReadAsync(cancellationToken)));

    private static async Task<Results<Ok<Reply<InstallationSettings>>, ValidationProblem>> PutAsync(
        InstallationSettings request, ISettingsStore settings, MailSender mail, CancellationToken cancellationToken)
    {
        var sender = string.IsNullOrWhiteSpace(request.Sender) ? null : request.Sender.Trim();
        if (sender is not null && !EmailOptions.IsSender(sender))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["sender"] = ["The sender is one address, such as SubTracker <subtracker@example.org>."] });
        await settings.WriteAsync(request with { Sender = sender }, cancellationToken);
        mail.Forget();
        return TypedResults.Ok(Reply.With(request with { Sender = sender }, "Saved."));
    }

    /// <summary>The answer is 200 also where the mail server refuses: what it said is what was asked for.</summary>
    private static async Task<Results<Ok<Reply<TestEmailResult>>, ValidationProblem>> TestEmailAsync(
        TestEmailRequest request, Owner owner, IEmailSender email, MailSender sender, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (to, from) = (request.To?.Trim() ?? owner.User.Email, (await sender.ReadAsync(cancellationToken)).ToString());
        var message = new EmailMessage(
            $"test-{Id.New(clock)}", owner.User.Id, owner.User.Name, to, "SubTracker can send mail",
            $"Hello {owner.User.Name},\n\nthis is the test that you asked for. Reminders will reach you like it.\n",
            "<!doctype html><html lang=\"en\"><body><p>This is the test that you asked for. Reminders will reach you like it.</p></body></html>",
            owner.Now);
        try
        {
            using var timeout = new CancellationTokenSource(s_mailTakesAtMost, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            await email.SendAsync(message, either.Token);
            return TypedResults.Ok(Reply.With(new TestEmailResult(from, to, Sent: true), "The mail server has taken it over."));
        }
        catch (Exception refused) when (refused is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return TypedResults.Ok(Reply.With(new TestEmailResult(from, to, Sent: false, refused.Message), "The mail server did not take it."));
        }
    }
}
