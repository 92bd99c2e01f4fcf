using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using SubTracker.ApiService.Platform;
using SubTracker.Contracts;
using SubTracker.Contracts.Admin;
using SubTracker.Upstash;

namespace SubTracker.ApiService.Admin;

/// <summary>What the queue knows of the runs: Upstash's or the local one's, asked over the same protocol.</summary>
internal static class WorkflowRunEndpoints
{
    // The protocol's own limits.
    private const int MostRuns = 10;
    private const int MostDeadLetters = 100;

    public static void MapWorkflowRuns(this IEndpointRouteBuilder admin)
    {
        var workflows = admin.MapGroup("/workflows").ProducesProblem(StatusCodes.Status502BadGateway);
        workflows.MapGet("/runs", ListRunsAsync).WithName("ListWorkflowRuns");
        workflows.MapGet("/dead-letters", ListDeadLettersAsync).WithName("ListDeadLetters");
        workflows.MapPost("/dead-letters/{id}/resume", ResumeAsync).WithName("ResumeDeadLetter");
        workflows.MapPost("/dead-letters/{id}/restart", RestartAsync).WithName("RestartDeadLetter");
        workflows.MapDelete("/dead-letters/{id}", DeleteAsync).WithName("DeleteDeadLetter");
    }

    private static async Task<Results<Ok<SliceReply<WorkflowRunResponse>>, ValidationProblem, ProblemHttpResult>> ListRunsAsync(
        WorkflowClient workflows, string? state, string? runId, string? after, string? limit, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var count = reader.ReadNumber("limit", limit, 1, MostRuns) ?? MostRuns;
        var wanted = reader.Read(
            "state", state, s => s.ToUpperInvariant() is "RUN_STARTED" or "RUN_SUCCESS" or "RUN_FAILED" or "RUN_CANCELED" ? s.ToUpperInvariant() : null,
            "One of RUN_STARTED, RUN_SUCCESS, RUN_FAILED, RUN_CANCELED.");
        if (reader.Errors.Count > 0)
            return TypedResults.ValidationProblem(reader.Errors);
        try
        {
            var page = await workflows.GetLogsAsync(new() { Count = count, Cursor = after, State = wanted, RunId = runId }, cancellationToken);
            return TypedResults.Ok(Reply.Slice<WorkflowRunResponse>([.. page.Runs.Select(Shown)], Next(page.Cursor)));
        }
        catch (Exception away) when (IsTrouble(away))
        {
            return Trouble(away);
        }
    }

    private static async Task<Results<Ok<SliceReply<DeadLetterResponse>>, ValidationProblem, ProblemHttpResult>> ListDeadLettersAsync(
        WorkflowClient workflows, string? after, string? limit, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var count = reader.ReadNumber("limit", limit, 1, MostDeadLetters) ?? MostDeadLetters;
        if (reader.Errors.Count > 0)
            return TypedResults.ValidationProblem(reader.Errors);
        try
        {
            var page = await workflows.DeadLetters.ListAsync(new() { Count = count, Cursor = after }, cancellationToken);
            return TypedResults.Ok(Reply.Slice<DeadLetterResponse>([.. page.Messages.Select(Shown)], Next(page.Cursor)));
        }
        catch (Exception away) when (IsTrouble(away))
        {
            return Trouble(away);
        }
    }

    /// <summary>Goes on where the run failed; what it has done is not done again.</summary>
    private static Task<Results<Ok<Reply<RevivedRun>>, NotFound, ProblemHttpResult>> ResumeAsync(
        string id, WorkflowClient workflows, CancellationToken cancellationToken) =>
        ReviveAsync(() => workflows.DeadLetters.ResumeAsync([id], cancellationToken), "It goes on where it failed.");

    /// <summary>Begins again; the ledger sees to it that nothing is said twice.</summary>
    private static Task<Results<Ok<Reply<RevivedRun>>, NotFound, ProblemHttpResult>> RestartAsync(
        string id, WorkflowClient workflows, CancellationToken cancellationToken) =>
        ReviveAsync(() => workflows.DeadLetters.RestartAsync([id], cancellationToken), "It begins again.");

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> DeleteAsync(
        string id, WorkflowClient workflows, CancellationToken cancellationToken)
    {
        try
        {
            return await workflows.DeadLetters.DeleteAsync([id], cancellationToken) > 0 ? TypedResults.NoContent() : TypedResults.NotFound();
        }
        catch (Exception away) when (IsTrouble(away))
        {
            return IsUnknown(away) ? TypedResults.NotFound() : Trouble(away);
        }
    }

    private static async Task<Results<Ok<Reply<RevivedRun>>, NotFound, ProblemHttpResult>> ReviveAsync(
        Func<Task<IReadOnlyList<StartedRun>>> revive, string message)
    {
        try
        {
            return await revive() is [var run, ..] ? TypedResults.Ok(Reply.With(new RevivedRun(run.RunId), message)) : TypedResults.NotFound();
        }
        catch (Exception away) when (IsTrouble(away))
        {
            return IsUnknown(away) ? TypedResults.NotFound() : Trouble(away);
        }
    }

    private static WorkflowRunResponse Shown(WorkflowRunLog run) => new(
        run.WorkflowRunId, run.WorkflowUrl, run.WorkflowState, run.WorkflowRunCreatedAt, run.WorkflowRunCompletedAt, run.DlqId,
        [.. run.Steps.SelectMany(group => group.Steps).Select(s => new WorkflowStepResponse(s.StepName, s.StepType, s.State, s.Out, s.CreatedAt))]);

    private static DeadLetterResponse Shown(DeadLetter letter) =>
        new(letter.DlqId, letter.WorkflowRunId, letter.Url, letter.CreatedAt, letter.ResponseStatus, letter.ResponseBody);

    private static string? Next(string? cursor) => string.IsNullOrEmpty(cursor) ? null : cursor;

    private static bool IsTrouble(Exception exception) => exception is HttpRequestException or UpstashException;

    private static bool IsUnknown(Exception exception) => exception is UpstashException { Status: HttpStatusCode.NotFound };

    private static ProblemHttpResult Trouble(Exception away) =>
        TypedResults.Problem($"The queue does not answer as it should: {away.Message}", statusCode: StatusCodes.Status502BadGateway);
}
