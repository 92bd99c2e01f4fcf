using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using SubTracker.Contracts;

namespace SubTracker.Web.Api;

/// <summary>Reads what the API answers: its data, or the problem that it describes.</summary>
internal static class ApiAnswers
{
    private static readonly JsonSerializerOptions s_problems = new(JsonSerializerDefaults.Web);

    /// <summary>Sends; a service that cannot be reached is a problem like any other.</summary>
    public static async Task<HttpResponseMessage> ReachAsync(
        this HttpClient http, HttpRequestMessage request, CancellationToken cancellationToken,
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        try
        {
            return await http.SendAsync(request, completion, cancellationToken);
        }
        catch (Exception exception) when (exception is not ApiProblemException && !cancellationToken.IsCancellationRequested)
        {
            throw ApiProblemException.Unreachable;
        }
    }

    public static async Task<T> ReadAsync<T>(this HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.EnsureGoodAsync(cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, cancellationToken)
            ?? throw ApiProblemException.Unreachable;
    }

    public static async Task EnsureGoodAsync(this HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
            return;
        var problem = await ProblemAsync(response, cancellationToken);
        var status = (int)response.StatusCode;
        throw new ApiProblemException(
            status,
            // Over the fields that are wrong, the framework's title tells nobody anything.
            problem?.Errors.Count > 0 ? "Please correct this" : problem?.Title ?? "That did not work",
            problem?.Detail ?? $"The service answered {status}. Try again in a moment.",
            problem?.Errors.ToDictionary());
    }

    private static async Task<ValidationProblemDetails?> ProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<ValidationProblemDetails>(s_problems, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
