using System.ComponentModel.DataAnnotations;

namespace SubTracker.QStash;

/// <summary>The section <c>QStash</c>, and the flat keys that the official SDKs know (<c>QSTASH_TOKEN</c>, <c>QSTASH_…_SIGNING_KEY</c>).</summary>
internal sealed class QStashOptions
{
    // The published values of the official local mode: no secrets, and for loopback only.
    public const string LocalToken = "eyJVc2VySUQiOiJkZWZhdWx0VXNlciIsIlBhc3N3b3JkIjoiZGVmYXVsdFBhc3N3b3JkIn0=";
    private const string LocalCurrentKey = "sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r";
    private const string LocalNextKey = "sig_5ZB6DVzB1wjE8S6rZ7eenA8Pdnhs";

    [Required]
    public string DataFolder { get; set; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "SubTracker", "qstash");

    /// <summary>Allows listening beyond loopback.</summary>
    public bool AllowAnyAddress { get; set; }

    /// <summary>The names, besides loopback ones, under which this server may be addressed.</summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>Refuses to deliver to loopback, private and link-local addresses.</summary>
    public bool ForbidPrivateAddresses { get; set; }

    /// <summary>How many deliveries may be under way at once.</summary>
    [Range(1, 1000)]
    public int Parallelism { get; set; } = 64;

    /// <summary>How long an endpoint may take to answer, unless the message says otherwise.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>A step list longer than this is fetched by the endpoint rather than delivered.</summary>
    [Range(0, int.MaxValue)]
    public int LazyFetchBytes { get; set; } = 1024 * 1024;

    /// <summary>How long finished messages, ended runs and dead letters are kept.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);

    [Required]
    public string Token { get; set; } = LocalToken;

    [Required]
    public string CurrentSigningKey { get; set; } = LocalCurrentKey;

    [Required]
    public string NextSigningKey { get; set; } = LocalNextKey;

    public bool HasLocalSecrets => Token == LocalToken || CurrentSigningKey == LocalCurrentKey || NextSigningKey == LocalNextKey;
}
