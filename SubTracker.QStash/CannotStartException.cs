namespace SubTracker.QStash;

/// <summary>Why this server does not start, in a sentence for whoever started it.</summary>
internal sealed class CannotStartException(string message) : Exception(message);
