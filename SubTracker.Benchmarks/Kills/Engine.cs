using System.Diagnostics;

namespace SubTracker.Benchmarks.Kills;

/// <summary>The database engine to be killed: how that is done and how it is started again are commands of the machine's own shell.</summary>
internal static class Engine
{
    /// <summary><c>kill -9</c> of all that the engine runs.</summary>
    public static Task KillAsync(CancellationToken cancellationToken) => RunAsync("SUBTRACKER_ENGINE_KILL", cancellationToken);

    /// <summary>Returns when it is started, whether it answers yet or not.</summary>
    public static Task StartAsync(CancellationToken cancellationToken) => RunAsync("SUBTRACKER_ENGINE_START", cancellationToken);

    private static async Task RunAsync(string variable, CancellationToken cancellationToken)
    {
        var command = Environment.GetEnvironmentVariable(variable)
            ?? throw new InvalidOperationException($"{variable} names no shell command; docs/reliability.md has examples.");
        using var shell = Process.Start("sh", ["-c", command]);
        await shell.WaitForExitAsync(cancellationToken);
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"{variable} ended with {shell.ExitCode}.");
    }
}
