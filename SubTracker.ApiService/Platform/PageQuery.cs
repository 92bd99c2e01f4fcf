using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Validation;

namespace SubTracker.ApiService.Platform;

/// <summary>
/// Which page of a list is asked for; a handler takes it as <c>[AsParameters]</c>.
/// Public, as every record of query values must be: the framework's validation passes over internal types without a word.
/// </summary>
[ValidatableType]
public sealed record PageQuery(
    [property: FromQuery(Name = "page"), Range(1, int.MaxValue, ErrorMessage = "Pages count from 1.")] int Page = 1,
    [property: FromQuery(Name = "limit"), Range(1, 100, ErrorMessage = "A page has 1 to 100 entries.")] int Limit = 10)
{
    public long Skip => (Page - 1L) * Limit;
}
