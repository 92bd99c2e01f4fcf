namespace SubTracker.Benchmarks.Scale;

/// <summary>Throws that follow from a seed and a number alone (SplitMix64): any subscription can be made again without those before it.</summary>
internal struct Dice(int seed, int number)
{
    private ulong _state = ((ulong)(uint)seed << 32) | (uint)number;

    /// <summary>From 0 to below <paramref name="sides"/>.</summary>
    public int Throw(int sides)
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)sides);
    }

    public int Between(int least, int most) => least + Throw(most - least + 1);

    public bool Percent(int chance) => Throw(100) < chance;

    public T Any<T>(IReadOnlyList<T> of) => of[Throw(of.Count)];

    /// <summary>One of them, as often as its share of all says.</summary>
    public T Any<T>(IReadOnlyList<(int Share, T Of)> mix)
    {
        var left = Throw(mix.Sum(part => part.Share));
        foreach (var (share, of) in mix)
            if ((left -= share) < 0)
                return of;
        return mix[^1].Of;
    }
}
