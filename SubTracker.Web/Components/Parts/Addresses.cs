namespace SubTracker.Web.Components.Parts;

/// <summary>Addresses that several pages lead to.</summary>
internal static class Addresses
{
    public static string Of(string subscriptionId) => $"/subscriptions/{Uri.EscapeDataString(subscriptionId)}";
}
