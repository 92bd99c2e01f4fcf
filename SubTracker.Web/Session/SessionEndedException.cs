namespace SubTracker.Web.Session;

/// <summary>The session handle is no longer traded for access tokens: whoever it was is signed out.</summary>
internal sealed class SessionEndedException() : Exception("You have been signed out.");
