using System.Globalization;

namespace SubTracker.Benchmarks;

/// <summary>Something that can be measured: <c>dotnet run -c Release --project SubTracker.Benchmarks -- qstash speed --messages 20000</c>.</summary>
internal sealed record Command(
    string Name, string Shows, Func<Arguments, CancellationToken, Task> Run, params (string Name, int Default)[] Options)
{
    public static async Task<int> RunAsync(string[] args, IReadOnlyList<Command> commands)
    {
        var options = args.SkipWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToArray();
        var name = string.Join(' ', args[..^options.Length]);
        if (commands.SingleOrDefault(command => command.Name == name) is not { } chosen)
            return Explain($"There is no command '{name}'.", commands);
        if (Arguments.Read(options, chosen.Options) is not { } arguments)
            return Explain($"These options cannot be read: {string.Join(' ', options)}", [chosen]);

        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            interrupted.Cancel();
        };
        Report.Begin(chosen.Name, arguments);
        await chosen.Run(arguments, interrupted.Token);
        return Report.HasFailed ? 1 : 0;
    }

    private static int Explain(string problem, IEnumerable<Command> commands)
    {
        Console.Error.WriteLine(problem);
        foreach (var command in commands)
        {
            var options = command.Options.Select(option => string.Create(CultureInfo.InvariantCulture, $" [--{option.Name} {option.Default}]"));
            Console.Error.WriteLine($"  {command.Name}{string.Concat(options)}\n      {command.Shows}");
        }

        return 2;
    }
}
