using System.Reflection;
using SubTracker.ApiService.Reminders;

namespace SubTracker.Tests.Faults;

/// <summary>A ledger store as it is, with places to hold before a claim is written and after a row was marked sent.</summary>
public class LedgerStoreWithFaults : DispatchProxy
{
    private ILedgerStore _inner = null!;
    private FaultPoint _point = null!;

    internal static ILedgerStore Around(ILedgerStore inner, FaultPoint point)
    {
        var proxy = Create<ILedgerStore, LedgerStoreWithFaults>();
        ((LedgerStoreWithFaults)(object)proxy)._inner = inner;
        ((LedgerStoreWithFaults)(object)proxy)._point = point;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => (targetMethod!.Name, args) switch
    {
        (nameof(ILedgerStore.AddAsync) or nameof(ILedgerStore.ReplaceAsync), [LedgerRow row, ..]) => WriteAsync(row, targetMethod, args),
        _ => targetMethod.Invoke(_inner, args),
    };

    private async Task<bool> WriteAsync(LedgerRow row, MethodInfo write, object?[] args)
    {
        if (row.State == LedgerState.Claimed)
            await _point.PassAsync(FaultPoint.BeforeClaim);
        var written = await (Task<bool>)write.Invoke(_inner, args)!;
        if (row.State == LedgerState.Sent)
            await _point.PassAsync(FaultPoint.AfterMark);
        return written;
    }
}
