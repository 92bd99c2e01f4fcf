using System.Threading.Channels;

namespace SubTracker.QStash.Delivery;

/// <summary>Rings when something new may be due; rings that come together are one.</summary>
internal sealed class Doorbell
{
    private readonly Channel<bool> _rings =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _rings.Writer.TryWrite(true);

    public async Task WaitAsync(CancellationToken cancellationToken) => await _rings.Reader.ReadAsync(cancellationToken);
}
