using SubTracker.Standalone;
using SubTracker.Tests.Faults;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// Tests of real processes start this program again as the host: the product's own composition, on a clock that follows a file.
if (args is ["host", var clockFile, .. var hostArgs])
    return await StandaloneHost.RunAsync(hostArgs, new FileClock(clockFile));

return args.Any(a => a is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SubTracker.Tests.SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
