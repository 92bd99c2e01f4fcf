using System.ComponentModel.DataAnnotations;
using System.Net;

namespace SubTracker.ApiService.Notifications.Outgoing;

/// <summary>Section <c>Outgoing</c>: where channels may lead although it is not the public Internet.</summary>
internal sealed class OutgoingOptions : IValidatableObject
{
    /// <summary>Hosts (<c>gotify.lan</c>), hosts with a port (<c>gotify.lan:8080</c>) and networks (<c>192.168.1.0/24</c>).</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from entry in AllowedHosts
        where entry.Contains('/') ? !IPNetwork.TryParse(entry, out _) : string.IsNullOrWhiteSpace(entry)
        select new ValidationResult($"Outgoing:AllowedHosts has \"{entry}\", which is neither a host nor a network such as 192.168.1.0/24.", [nameof(AllowedHosts)]);
}
