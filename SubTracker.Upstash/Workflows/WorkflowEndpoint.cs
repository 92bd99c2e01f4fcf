using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SubTracker.Upstash;

/// <summary>One delivery to a workflow: signature, history, replay, answer.</summary>
internal sealed partial class WorkflowEndpoint(HttpContext http, string name, Func<IWorkflow> create)
{
    private readonly UpstashOptions _options = http.RequestServices.GetRequiredService<IOptions<UpstashOptions>>().Value;
    private readonly TimeProvider _time = http.RequestServices.GetRequiredService<TimeProvider>();
    private readonly StepSubmitter _submitter = http.RequestServices.GetRequiredService<StepSubmitter>();
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

        var run = RunInfo.From(http.Request.Headers, url, _time.GetUtcNow());
        try
        {
            if (run.Id.Length == 0 || http.Request.Headers["Upstash-Workflow-Sdk-Version"] != WorkflowHeaders.ProtocolVersion)
                return Answer.BadRequest("This is no delivery of a workflow run. Start runs with WorkflowClient.TriggerAsync.");
            return await RunAsync(run, body);
        }
        catch (UpstashException e) when (e.Status == HttpStatusCode.BadRequest)
        {
            // The run was cancelled, or has ended, while its step was executed: nobody waits for the result.
            LogEnded(run.Id, e.Message);
            return Answer.Ok(run.Id);
        }
        catch (Exception e)
        {
            LogFailed(e, run.Id);
            return Answer.Failure(e);
        }
    }

    private async Task<Answer> RunAsync(RunInfo run, byte[] body)
    {
        var history = WorkflowHistory.Parse(body);
        if (history.EndsWithDuplicate)
            return Answer.Ok(run.Id, "duplicate-step");

        var replay = new Replay(history.Steps, _time, _options.MaxDelay, http.RequestAborted);
        var context = new WorkflowContext(run, replay, http.RequestAborted);
        var workflow = create();
        var result = await replay.RunAsync(() => workflow.RunAsync(context, history.Payload));
        if (result is DeliveryResult.NoStep)
            return Answer.NoStep(run.Id, name);
        await _submitter.SubmitAsync(run, result, http.RequestAborted);
        return Answer.Ok(run.Id);
    }

    /// <summary>Reads the body only where the signature is one of ours, so that nobody else can make us read it.</summary>
    private async Task<(SignatureOutcome, byte[])> ReadSignedAsync(string url)
    {
        var signatures = http.Request.Headers["Upstash-Signature"];
        var outcome = QStashSignature.VerifyToken(
            signatures.Count == 1 ? signatures[0] : signatures.ToString(),
            _options.CurrentSigningKey, _options.NextSigningKey, _time.GetUtcNow(), url, out var bodyHash);
        if (outcome != SignatureOutcome.Valid)
            return (outcome, []);

        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        var body = buffer.ToArray();
        return (QStashSignature.VerifyBody(bodyHash, body), body);
    }

    [LoggerMessage(LogLevel.Warning, "Refused a delivery to {Url}: signature {Outcome}")]
    private partial void LogRefused(string url, SignatureOutcome outcome);

    [LoggerMessage(LogLevel.Information, "Run {RunId} has ended meanwhile: {Reason}")]
    private partial void LogEnded(string runId, string reason);

    [LoggerMessage(LogLevel.Error, "A delivery of run {RunId} failed")]
    private partial void LogFailed(Exception exception, string runId);
}
