namespace SubTracker.QStash.Runs;

internal static class RunFilter
{
    public static Filter Of(IQueryCollection query, bool isExactUrl)
    {
        var filter = new Filter();
        filter.AnyOf("runs.id", Filter.Values(query, "workflowRunIds"));
        filter.AnyOf("runs.id", Filter.Values(query, "workflowRunId"));
        filter.Urls("runs.url", Filter.Values(query, "workflowUrl"), isExactUrl);
        filter.Labels("runs.label", Filter.Values(query, "label"));
        filter.AnyOf("runs.caller_ip", Filter.Values(query, "callerIp"));
        filter.AnyOf("runs.flow_key", Filter.Values(query, "flowControlKey"));
        filter.AnyOf("runs.state", Filter.Values(query, "state"));
        filter.Compare("runs.created_at >=", query["fromDate"]);
        filter.Compare("runs.created_at <=", query["toDate"]);
        filter.Compare("runs.created_at =", query["workflowCreatedAt"]);
        return filter;
    }

    /// <summary>The ids alone, the other filters being ignored.</summary>
    public static Filter OfIds(IEnumerable<string> ids)
    {
        var filter = new Filter();
        filter.AnyOf("runs.id", ids);
        return filter;
    }

    public static Filter OfUrls(IEnumerable<string> urls)
    {
        var filter = new Filter();
        filter.Urls("runs.url", urls, isExact: false);
        return filter;
    }
}
