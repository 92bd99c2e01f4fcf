using SubTracker.Contracts.Reminders;

namespace SubTracker.Web.Api;

internal sealed partial class SubTrackerClient
{
    public Task<IReadOnlyList<ReminderResponse>> RemindersAsync(string subscriptionId, CancellationToken cancellationToken) =>
        DataAsync<IReadOnlyList<ReminderResponse>>(HttpMethod.Get, At(subscriptionId, "/reminders"), cancellationToken);

    public Task AcknowledgeAsync(string reminderId, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Post, AtReminder(reminderId, "acknowledge"), cancellationToken);

    public Task SnoozeAsync(string reminderId, DateTimeOffset until, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Post, AtReminder(reminderId, "snooze"), cancellationToken, new SnoozeRequest(until));

    public Task ResendAsync(string reminderId, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Post, AtReminder(reminderId, "resend"), cancellationToken);

    private static string AtReminder(string id, string what) => $"reminders/{Uri.EscapeDataString(id)}/{what}";
}
