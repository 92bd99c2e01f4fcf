using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SubTracker.Upstash;

/// <summary>One request to a workflow: its signature, what kind of delivery it is, the answer.</summary>
internal sealed partial class WorkflowEndpoint(HttpContext http, string name, Func<IWorkflow> create)
{
    private readonly UpstashOptions _options = http.RequestServices.GetRequiredService<IOptions<UpstashOptions>>().Value;
    private readonly TimeProvider _time = http.RequestServices.GetRequiredService<TimeProvider>();
    private readonly WorkflowDeliveries _deliveries = http.RequestServices.GetRequiredService<WorkflowDeliveries>();
    private readonly ILogger _logger = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("SubTracker.Upstash");

    public async Task HandleAsync() => await (await AnswerAsync()).WriteAsync(http.Response, http.RequestAborted);

    private async Task<Answer> AnswerAsync()
    {
        var url = $"{_options.WorkflowUrl.AbsoluteUri.TrimEnd('/')}{http.Request.PathBase}{http.Request.Path}{http.Request.QueryString}";
        var (outcome, body) = await ReadSignedAsync(url);
        if (outcome != SignatureOutcome.Valid)
        {
            LogRefused(url, outcome);
            return Answer.Unauthorized(outcome);
        }

        var run = RunInfo.From(
            http.Request.Headers, url, _time.GetUtcNow(), http.RequestServices.GetRequiredService<IWorkflowSurroundings>());
        if (run.Id.Length == 0)
            return NoRun(url);

        using var activity = WorkflowTelemetry.StartDelivery(name, run);
        try
        {
            var answer = await DispatchAsync(run, body);
            if (answer.Status == StatusCodes.Status400BadRequest)
                LogNoStep(name, run.Id);
            return answer;
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            Log(e, run.Id);
            return Answer.Failure(e);
        }
    }

    private void Log(Exception exception, string runId)
    {
        switch (exception)
        {
            case WorkflowException { IsMismatch: true }:
                LogMismatch(exception, name, runId);
                break;
            case StepFailedException { InnerException: WorkflowRetryAfterException { RetryAfter: var pause } later }:
                LogLater(name, runId, pause, later.Message);
                break;
            default:
                LogFailed(exception, name, runId);
                break;
        }
    }

    private Task<Answer> DispatchAsync(RunInfo run, byte[] body)
    {
        var cancellation = http.RequestAborted;
        if (IsSet("Upstash-Workflow-Is-Failure") || IsSet("Upstash-Workflow-Failure-Callback"))
            return WorkflowDeliveries.FailureAsync(run, body, create(), cancellation);
        if (IsSet("Upstash-Workflow-Callback"))
            return _deliveries.CallResultAsync(run, body, cancellation);
        if (IsSet("Upstash-Workflow-Unknown-Sdk"))
            return _deliveries.ForeignTriggerAsync(run, body, cancellation);
        return (string?)http.Request.Headers["Upstash-Workflow-Sdk-Version"] switch
        {
            WorkflowHeaders.ProtocolVersion => _deliveries.StepAsync(run, body, create(), cancellation),
            null or "" => Task.FromResult(NoRun(run.Url)),
            var version => throw new WorkflowException($"The run speaks version {version} of the workflow protocol, and this SDK version {WorkflowHeaders.ProtocolVersion}."),
        };
    }

    private Answer NoRun(string url)
    {
        LogNoRun(url);
        return Answer.NoRun();
    }

    private bool IsSet(string header) => http.Request.Headers[header] == "true";

    /// <summary>Reads the body only where the signature is one of ours, so that nobody else can make us read it.</summary>
    private async Task<(SignatureOutcome, byte[])> ReadSignedAsync(string url)
    {
        var signatures = http.Request.Headers["Upstash-Signature"];
        var ring = http.RequestServices.GetRequiredService<KeyRing>();
        var keys = ring.Keys;
        var outcome = Verify(keys, out var bodyHash);
        if (outcome == SignatureOutcome.WrongKey && await ring.NewerThanAsync(keys, http.RequestAborted) is { } newer)
            outcome = Verify(newer, out bodyHash);
        if (outcome != SignatureOutcome.Valid)
            return (outcome, []);

        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        var body = buffer.ToArray();
        return (QStashSignature.VerifyBody(bodyHash, body), body);

        SignatureOutcome Verify(SigningKeys keys, out string hash) =>
            QStashSignature.VerifyToken(signatures.ToString(), keys.Current, keys.Next, _time.GetUtcNow(), url, out hash);
    }

    [LoggerMessage(LogLevel.Warning, "Refused a delivery to {Url}: signature {Outcome}")]
    private partial void LogRefused(string url, SignatureOutcome outcome);

    [LoggerMessage(LogLevel.Warning, "Refused a delivery to {Url}: it is signed, but belongs to no run")]
    private partial void LogNoRun(string url);

    [LoggerMessage(LogLevel.Warning, "{Workflow} has returned without a step, so run {RunId} fails: do the work in a step")]
    private partial void LogNoStep(string workflow, string runId);

    [LoggerMessage(LogLevel.Error, "{Workflow} no longer fits the steps of run {RunId}: either its code was changed while runs were under way, or it branches on "
        + "something else than its input, context.StartedAt and results of steps, such as the clock")]
    private partial void LogMismatch(Exception exception, string workflow, string runId);

    [LoggerMessage(LogLevel.Information, "{Workflow}, run {RunId}, asks to be tried again in {Pause}: {Reason}")]
    private partial void LogLater(string workflow, string runId, TimeSpan pause, string reason);

    [LoggerMessage(LogLevel.Error, "A delivery of {Workflow} failed, run {RunId}")]
    private partial void LogFailed(Exception exception, string workflow, string runId);
}
