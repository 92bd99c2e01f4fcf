using SubTracker.Standalone;

return await StandaloneHost.RunAsync(args, TimeProvider.System);
