namespace SubTracker.Contracts.Auth;

/// <summary>One key of the web front end's cookies, kept by the API so that every replica of the web reads what another wrote.</summary>
/// <param name="Xml">As the data protection system writes it, sealed by the web: the API cannot read the key in it.</param>
public sealed record WebKey(string Name, string Xml);
