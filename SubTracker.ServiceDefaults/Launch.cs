using System.Globalization;
using Microsoft.Extensions.Options;

namespace SubTracker.ServiceDefaults;

/// <summary>Why a service does not start, in a sentence for whoever started it.</summary>
public sealed class CannotStartException(string message) : Exception(message);

public static class Launch
{
    private const string AnnotatedError = " with the error: '";

    /// <summary>Runs a program to its end. What keeps it from starting is told in a sentence each, on standard error: a stack trace would hide it.</summary>
    /// <param name="program">Gives its exit code.</param>
    public static async Task<int> RunAsync(Func<Task<int>> program)
    {
        // What a program writes does not depend on the locale of its machine, whose calendar may count other years.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return await program();
        }
        catch (OptionsValidationException refused)
        {
            foreach (var failure in refused.Failures)
                await Console.Error.WriteLineAsync(Sentence(failure));
        }
        catch (Exception refused) when (refused is CannotStartException or IOException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
        }
        return 1;
    }

    // Annotations put the names of our types before the sentence that they were given.
    private static string Sentence(string failure) => failure.IndexOf(AnnotatedError, StringComparison.Ordinal) is > 0 and var at
        ? failure[(at + AnnotatedError.Length)..].TrimEnd('.').TrimEnd('\'')
        : failure;
}
