namespace SubTracker.Web.Components.Parts;

/// <summary>Addresses that several pages lead to.</summary>
internal static class Addresses
{
    public static string WithCategory(string category) => $"/subscriptions?category={Uri.EscapeDataString(category)}";

    public static string WithTag(string tag) => $"/subscriptions?tag={Uri.EscapeDataString(tag)}";

    public static string Of(string subscriptionId) => $"/subscriptions/{Uri.EscapeDataString(subscriptionId)}";
}
