using Microsoft.Extensions.DependencyInjection;
using SubTracker.ApiService.Notifications;
using SubTracker.ApiService.Reminders;

namespace SubTracker.Tests.Faults;

/// <summary>
/// Where a host program of the tests can be held, to be killed there: the file <c>fault</c> names a place and how many shall pass it before.
/// Whoever comes next says so in the file <c>reached</c> and waits until <c>fault</c> is gone, if the process lives so long.
/// </summary>
internal sealed class FaultPoint(string folder)
{
    public const string BeforeClaim = "before-claim";
    public const string BeforeSend = "before-send";
    public const string BeforeMark = "before-mark";
    public const string AfterMark = "after-mark";

    private readonly Lock _gate = new();
    private string? _armed;
    private int _passed;

    public static string Fault(string folder) => Path.Combine(folder, "fault");

    public static string Reached(string folder) => Path.Combine(folder, "reached");

    /// <summary>Puts the places around the ledger's writes and the sending of mail.</summary>
    public static void AddTo(IServiceCollection services, string folder)
    {
        var point = new FaultPoint(folder);
        Decorate<ILedgerStore>(services, inner => LedgerStoreWithFaults.Around(inner, point));
        Decorate<IEmailSender>(services, inner => new MailWithFaults(inner, point));
    }

    public async Task PassAsync(string place)
    {
        if (!IsHeld(place))
            return;
        await File.WriteAllTextAsync(Reached(folder), place);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (File.Exists(Fault(folder)))
            await pause.WaitForNextTickAsync();
    }

    private bool IsHeld(string place)
    {
        string armed;
        try
        {
            armed = File.ReadAllText(Fault(folder));
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        lock (_gate)
        {
            if (armed != _armed)
                (_armed, _passed) = (armed, 0);
            return armed.Split(' ') is [var name, var first, _] && name == place && ++_passed == int.Parse(first, null);
        }
    }

    /// <summary>Puts something around a service of the product.</summary>
    public static void Decorate<T>(IServiceCollection services, Func<T, T> around) where T : class
    {
        var inner = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(inner);
        services.AddSingleton(provider => around((T)(inner.ImplementationFactory?.Invoke(provider)
            ?? inner.ImplementationInstance
            ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!))));
    }

    private sealed class MailWithFaults(IEmailSender inner, FaultPoint point) : IEmailSender
    {
        public async Task SendAsync(EmailMessage message, CancellationToken cancellationToken)
        {
            await point.PassAsync(BeforeSend);
            await inner.SendAsync(message, cancellationToken);
            await point.PassAsync(BeforeMark);
        }
    }
}
