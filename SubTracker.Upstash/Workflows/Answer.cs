using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SubTracker.Upstash;

/// <summary>What the endpoint answers a delivery with.</summary>
internal sealed record Answer(int Status, object Body)
{
    private readonly List<(string Name, string Value)> _headers = [];

    /// <summary>Anything but a plain failure: QStash wants to see an SDK that it knows.</summary>
    public static Answer Ok(string runId, string condition = "success") =>
        new Answer(StatusCodes.Status200OK, new { workflowRunId = runId, finishCondition = condition }).Known();

    /// <summary>The run has failed, and the workflow does not want to know.</summary>
    public static Answer FailureNotHandled(string runId) =>
        Ok(runId, "failure-callback-undefined").With("Upstash-Workflow-Failure-Callback-Notfound", "true");

    public static Answer Result(object? result) => new Answer(StatusCodes.Status200OK, new { result }).Known();

    /// <summary>The text is the official SDK's, which asks the body for a step to find out whether a request may pass.</summary>
    public static Answer NoStep(string runId) => new Answer(StatusCodes.Status400BadRequest, new
    {
        message = "Failed to authenticate Workflow request. If this is unexpected, see the caveat "
            + "https://upstash.com/docs/workflow/basics/caveats#avoid-non-deterministic-code-outside-context-run",
        workflowRunId = runId,
    }).Known();

    public static Answer Unauthorized(SignatureOutcome outcome) =>
        new(StatusCodes.Status401Unauthorized, new { error = "Unauthorized", message = $"The signature is not accepted: {outcome}." });

    public static Answer NoRun() => new(StatusCodes.Status401Unauthorized, new
    {
        error = "Unauthorized",
        message = "This is no delivery of a workflow run. Start runs with WorkflowClient.TriggerAsync.",
    });

    public static Answer Failure(Exception exception)
    {
        var cause = exception is StepFailedException { InnerException: { } inner } ? inner : exception;
        var answer = cause switch
        {
            WorkflowRetryAfterException { RetryAfter: var pause } =>
                Error(429, cause, "WorkflowRetryAfterError").Known().With("Retry-After", Durations.Text(pause)),
            WorkflowNonRetryableException => NonRetryable(cause),
            UpstashException { Status: System.Net.HttpStatusCode.PreconditionFailed } => NonRetryable(cause),
            _ => Error(500, cause, cause.GetType().Name).With("Upstash-Workflow-Sdk-Version", WorkflowHeaders.ProtocolVersion),
        };
        return answer.Status == 500 && exception is StepFailedException { StepName: var name }
            ? answer.With("Upstash-Error-Step-Name", name)
            : answer;
    }

    public Answer With(string name, string value)
    {
        _headers.Add((name, value));
        return this;
    }

    public async Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = Status;
        response.ContentType = "text/plain; charset=utf-8";
        foreach (var (name, value) in _headers)
            response.Headers[name] = value;
        await response.WriteAsync(JsonSerializer.Serialize(Body, UpstashJson.Values), cancellationToken);
    }

    private static Answer NonRetryable(Exception exception) =>
        Error(489, exception, "WorkflowNonRetryableError").Known().With("Upstash-NonRetryable-Error", "true");

    private static Answer Error(int status, Exception exception, string error) => new(status, new
    {
        error,
        message = Message(exception),
        stack = string.Create(CultureInfo.InvariantCulture, $"{error}: {Message(exception)}\n{exception.StackTrace}"),
    });

    /// <summary>What QStash said stands for itself.</summary>
    private static string Message(Exception exception) => exception is UpstashException { Body: { Length: > 0 } body } ? body : exception.Message;

    private Answer Known() => With("Upstash-Workflow-Sdk-Version", WorkflowHeaders.ProtocolVersion)
        .With("Upstash-workflow-sdk", WorkflowHeaders.SdkVersion);
}
