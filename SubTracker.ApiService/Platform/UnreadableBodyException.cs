using System.Text.Json;

namespace SubTracker.ApiService.Platform;

/// <summary>A body that was put together here cannot be read as what it is meant to be.</summary>
internal sealed class UnreadableBodyException(Type meant, JsonException reason) : BadHttpRequestException("The body cannot be read.", reason)
{
    public Type Meant => meant;
}
