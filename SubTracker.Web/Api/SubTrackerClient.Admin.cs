using Microsoft.AspNetCore.Http.Extensions;
using SubTracker.Contracts;
using SubTracker.Contracts.Admin;
using SubTracker.Contracts.Users;

namespace SubTracker.Web.Api;

internal sealed partial class SubTrackerClient
{
    public Task<AdminOverview> OverviewAsync(CancellationToken cancellationToken) =>
        DataAsync<AdminOverview>(HttpMethod.Get, "admin/overview", cancellationToken);

    public Task<PageReply<UserResponse>> AccountsAsync(string? search, int page, CancellationToken cancellationToken) =>
        PageAsync<UserResponse>($"users{Query(("search", search), ("page", $"{page}"))}", cancellationToken);

    public Task ChangeAccountAsync(string id, UpdateAccountRequest changes, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Patch, $"users/{id}", cancellationToken, changes);

    public Task DeleteAccountAsync(string id, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Delete, $"users/{id}", cancellationToken);

    public Task<SliceReply<AdminReminder>> DeliveriesAsync(string? state, string? after, CancellationToken cancellationToken) =>
        SliceAsync<AdminReminder>($"admin/reminders{Query(("state", state), ("after", after))}", cancellationToken);

    /// <summary>Whoever's it is.</summary>
    public Task ResendAnyAsync(string reminderId, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Post, $"admin/reminders/{Uri.EscapeDataString(reminderId)}/resend", cancellationToken);

    public Task<SliceReply<WorkflowRunResponse>> RunsAsync(string? state, string? after, CancellationToken cancellationToken) =>
        SliceAsync<WorkflowRunResponse>($"admin/workflows/runs{Query(("state", state), ("after", after))}", cancellationToken);

    public Task<SliceReply<DeadLetterResponse>> DeadLettersAsync(string? after, CancellationToken cancellationToken) =>
        SliceAsync<DeadLetterResponse>($"admin/workflows/dead-letters{Query(("after", after))}", cancellationToken);

    /// <summary>Goes on behind the steps that succeeded.</summary>
    public Task<RevivedRun> ResumeRunAsync(string deadLetterId, CancellationToken cancellationToken) =>
        DataAsync<RevivedRun>(HttpMethod.Post, $"admin/workflows/dead-letters/{Uri.EscapeDataString(deadLetterId)}/resume", cancellationToken);

    /// <summary>Begins again from its first step.</summary>
    public Task<RevivedRun> RestartRunAsync(string deadLetterId, CancellationToken cancellationToken) =>
        DataAsync<RevivedRun>(HttpMethod.Post, $"admin/workflows/dead-letters/{Uri.EscapeDataString(deadLetterId)}/restart", cancellationToken);

    public Task DeleteDeadLetterAsync(string deadLetterId, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Delete, $"admin/workflows/dead-letters/{Uri.EscapeDataString(deadLetterId)}", cancellationToken);

    public Task<InstallationSettings> InstallationAsync(CancellationToken cancellationToken) =>
        DataAsync<InstallationSettings>(HttpMethod.Get, "admin/settings", cancellationToken);

    public Task<InstallationSettings> PutInstallationAsync(InstallationSettings settings, CancellationToken cancellationToken) =>
        DataAsync<InstallationSettings>(HttpMethod.Put, "admin/settings", cancellationToken, settings);

    public Task<TestEmailResult> TestEmailAsync(string? to, CancellationToken cancellationToken) =>
        DataAsync<TestEmailResult>(HttpMethod.Post, "admin/settings/test-email", cancellationToken, new TestEmailRequest(to));

    public Task<DrillReport> DrillAsync(CancellationToken cancellationToken) =>
        DataAsync<DrillReport>(HttpMethod.Post, "admin/drill", cancellationToken);

    /// <summary>What <c>/health</c> says: one word, whatever its status.</summary>
    public Task<string> HealthAsync(CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, "/health", response => response.Content.ReadAsStringAsync(cancellationToken), cancellationToken);

    private Task<SliceReply<T>> SliceAsync<T>(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, response => response.ReadAsync<SliceReply<T>>(cancellationToken), cancellationToken);

    private static string Query(params (string Name, string? Value)[] values)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in values)
        {
            if (!string.IsNullOrWhiteSpace(value))
                query.Add(name, value.Trim());
        }
        return query.ToString();
    }
}
