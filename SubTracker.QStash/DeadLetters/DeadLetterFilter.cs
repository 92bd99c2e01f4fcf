namespace SubTracker.QStash.DeadLetters;

internal static class DeadLetterFilter
{
    public static Filter Of(IQueryCollection query, bool ofRuns)
    {
        var filter = new Filter();
        filter.Raw(ofRuns ? "dead_letters.run_id IS NOT NULL" : "dead_letters.run_id IS NULL");
        filter.AnyOf("dead_letters.id", Filter.Values(query, "dlqIds"));
        filter.AnyOf("messages.id", Filter.Values(query, "messageId"));
        filter.AnyOf("messages.url", Filter.Values(query, "url"));
        filter.AnyOf("messages.topic", Filter.Values(query, "topicName"));
        filter.AnyOf("messages.queue", Filter.Values(query, "queueName"));
        filter.AnyOf("messages.schedule_id", Filter.Values(query, "scheduleId"));
        filter.AnyOf("messages.caller_ip", Filter.Values(query, "callerIp"));
        filter.AnyOf("messages.flow_key", Filter.Values(query, "flowControlKey"));
        filter.AnyOf("CAST(json_extract(dead_letters.answer, '$.status') AS TEXT)", Filter.Values(query, "responseStatus"));
        filter.AnyOf("runs.id", Filter.Values(query, "workflowRunId"));
        filter.Urls("runs.url", Filter.Values(query, "workflowUrl"), query["workflowUrlExactMatch"] == "true");
        filter.AnyOf(FailureFunction.StateSql, Filter.Values(query, "failureFunctionState"));
        filter.Labels("messages.label", Filter.Values(query, "label"));
        filter.Compare("dead_letters.created_at >=", query["fromDate"]);
        filter.Compare("dead_letters.created_at <=", query["toDate"]);
        filter.Compare("dead_letters.rowid <", query["cursor"]);
        return filter;
    }
}
