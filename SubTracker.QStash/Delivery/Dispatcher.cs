using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Options;
using SubTracker.QStash.Messages;
using SubTracker.QStash.Runs;
using SubTracker.QStash.Storage;

namespace SubTracker.QStash.Delivery;

/// <summary>Delivers what is due, a bounded number at a time. One round at a time.</summary>
internal sealed class Dispatcher(Writer writer, Readers readers, Courier courier, Doorbell doorbell, DeliveryMetrics metrics, IOptions<QStashOptions> options, TimeProvider time)
{
    private int _flying;
    private Exception? _failure;

    /// <summary>When the next thing falls due, if anything waits.</summary>
    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(readers.Read(Due.Next) is { } due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : (DateTimeOffset?)null);
    }

    /// <summary>Delivers everything due now, and what falls due meanwhile; ends when nothing is due and nothing under way.</summary>
    public async Task DeliverDueAsync(CancellationToken cancellationToken)
    {
        _failure = null;
        try
        {
            await writer.WriteAsync(Due.Recover);
            while (true)
            {
                // Counted before the look at what is due: what ends in between may have made something due.
                var flying = Volatile.Read(ref _flying);
                var free = options.Value.Parallelism - flying;
                var claimed = free > 0 ? await ClaimAsync(free) : Claim.Nothing;
                foreach (var (message, run) in claimed.Messages)
                    _ = DeliverAsync(message, run, cancellationToken);
                if (_failure is { } failure)
                    ExceptionDispatchInfo.Throw(failure);
                if (claimed.MayBeMore)
                    continue;
                if (flying == 0)
                    return;
                await doorbell.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            while (Volatile.Read(ref _flying) > 0)
                await doorbell.WaitAsync(CancellationToken.None);
        }
    }

    private async Task<Claim> ClaimAsync(int free)
    {
        while (readers.Read(database => Due.HasToPublish(database, Now())))
            await writer.WriteAsync(database => Due.Publish(database, Now()));
        // A claim that is lost with the power is made again, as every claim is by the next start.
        return await writer.WriteLightlyAsync(database => Due.Take(database, free, Now()));
    }

    private async Task DeliverAsync(Message message, Run? run, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _flying);
        try
        {
            metrics.Sent(message, Now());
            var answer = await courier.CarryAsync(message, run, cancellationToken);
            metrics.Ended(await writer.WriteAsync(database => Outcome.Record(database, message, answer, time.GetUtcNow())));
        }
        catch (Exception failure)
        {
            // The round that started it throws it.
            _failure = failure;
        }
        finally
        {
            Interlocked.Decrement(ref _flying);
            doorbell.Ring();
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
