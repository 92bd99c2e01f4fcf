using SubTracker.Standalone;
using SubTracker.Tests.Faults;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// Tests of real processes start this program again as the host: the product's own composition, on a clock that follows a file.
switch (args)
{
    case ["host", var folder, .. var rest]:
        return await StandaloneHost.RunAsync(rest, new FileClock(FileClock.In(folder)));
    case ["api", var folder, .. var rest]:
        return await FaultHost.RunApiAsync(folder, rest);
    case ["web", var folder, .. var rest]:
        return await FaultHost.RunWebAsync(folder, rest);
    case ["qstash", var folder, .. var rest]:
        return await FaultHost.RunQStashAsync(folder, rest);
}

return args.Any(a => a is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SubTracker.Tests.SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
