using SubTracker.Standalone;

return args is ["migrate", .. var options]
    ? await MigrateCommand.RunAsync(options, TimeProvider.System)
    : await StandaloneHost.RunAsync(args, TimeProvider.System);
