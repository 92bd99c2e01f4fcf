using System.Collections.Frozen;
using System.Globalization;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Runs;

namespace SubTracker.QStash.Delivery;

/// <summary>The headers a destination gets, its signature excepted.</summary>
internal static class DeliveryHeaders
{
    private const string Forward = "upstash-forward-";

    // A published message must not speak for the connection, nor for this server.
    private static readonly FrozenSet<string> s_notForwarded = new[]
    {
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te",
        "trailer", "transfer-encoding", "upgrade",
        "upstash-signature", "upstash-message-id", "upstash-retried", "upstash-retries", "upstash-max-retries", "upstash-caller-ip", "upstash-region",
        "upstash-workflow-runid", "upstash-workflow-url", "upstash-workflow-init", "upstash-workflow-calltype", "upstash-workflow-createdat",
        "upstash-schedule-id", "upstash-topic-name",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static Headers Of(Message message, Run? run)
    {
        var headers = new Headers();
        headers.Set("User-Agent", "Upstash-QStash");
        headers.Set("Content-Type", message.Header["content-type"] ?? run?.Header["content-type"] ?? "application/json");

        // A call goes to a third party, which has no business with what the trigger forwards.
        if (run is not null && message.Kind is not MessageKind.Call)
            AddForwarded(headers, run.Header, message.Kind);
        AddForwarded(headers, message.Header, MessageKind.Step);

        headers.Set("Upstash-Message-Id", message.Id);
        headers.Set("Upstash-Retried", Text(message.Retried));
        headers.Set("Upstash-Max-Retries", Text(message.MaxRetries));
        headers.Set("Upstash-Region", "EU-CENTRAL-1");
        SetIfGiven(headers, "Upstash-Caller-Ip", message.CallerIp ?? run?.CallerIp);
        SetIfGiven(headers, "Upstash-Retry-Delay", message.Header["upstash-retry-delay"]);
        SetIfGiven(headers, "Upstash-Flow-Control-Key", message.FlowKey);
        SetIfGiven(headers, "Upstash-Flow-Control-Value", message.Header["upstash-flow-control-value"]);
        SetIfGiven(headers, "Upstash-Schedule-Id", message.ScheduleId);
        SetIfGiven(headers, "Upstash-Topic-Name", message.Topic);
        if (run is not null && message.Kind is not MessageKind.Call)
            AddRun(headers, message, run);
        return headers;
    }

    private static void AddForwarded(Headers headers, Headers published, MessageKind kind)
    {
        foreach (var (name, values) in published.Below(Forward))
        {
            // With the SDK's version a call result or a failure callback would be taken for a step.
            var isForStepsOnly = name.StartsWith("upstash-workflow-", StringComparison.OrdinalIgnoreCase);
            if (!s_notForwarded.Contains(name) && !(isForStepsOnly && kind is not MessageKind.Step))
                headers.Set(name, values);
        }
    }

    private static void AddRun(Headers headers, Message message, Run run)
    {
        headers.Set("Upstash-Workflow-RunId", run.Id);
        headers.Set("Upstash-Workflow-Url", run.Url);
        headers.Set("Upstash-Workflow-Init", "false");
        headers.Set("Upstash-Workflow-CallType", message.Header["upstash-workflow-calltype"] ?? "step");
        headers.Set("Upstash-Workflow-CreatedAt", run.CreatedAt.ToString(CultureInfo.InvariantCulture));
    }

    private static void SetIfGiven(Headers headers, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            headers.Set(name, value);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
