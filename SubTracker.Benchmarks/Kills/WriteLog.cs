namespace SubTracker.Benchmarks.Kills;

/// <summary>A subscription as it was acknowledged, and as it is found.</summary>
internal sealed record Row(string Id, string Name, decimal Price);

/// <summary>What was acknowledged and what was not: the judge of what is found. A name is asked for once.</summary>
internal sealed class WriteLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Row> _kept = [];
    private readonly Dictionary<string, decimal> _abandoned = [];
    private readonly HashSet<string> _deleted = [];

    public int Acknowledged { get; private set; }

    public int Abandoned => _abandoned.Count;

    /// <summary>Created or changed, and acknowledged.</summary>
    public void Keep(Row row)
    {
        lock (_lock)
        {
            _kept[row.Name] = row;
            Acknowledged++;
        }
    }

    public void Delete(Row row)
    {
        lock (_lock)
        {
            _kept.Remove(row.Name);
            _deleted.Add(row.Name);
            Acknowledged++;
        }
    }

    /// <summary>Asked for, never acknowledged and not asked for again: it may be there, but whole and once.</summary>
    public void Abandon(string name, decimal price)
    {
        lock (_lock)
            _abandoned[name] = price;
    }

    /// <param name="found">All that is there, once nobody writes.</param>
    public Verdict Judge(IReadOnlyCollection<Row> found)
    {
        var byName = found.ToLookup(row => row.Name);
        return new(
            Lost: _kept.Values.Count(row => !byName[row.Name].Contains(row)),
            Doubled: byName.Count(rows => rows.Count() > 1),
            // Half there, there again though its deletion was acknowledged, or asked for by nobody.
            Wrong: found.Count(row => _deleted.Contains(row.Name)
                || !_kept.ContainsKey(row.Name) && !(_abandoned.TryGetValue(row.Name, out var price) && price == row.Price)),
            Found: found.Count);
    }
}

internal sealed record Verdict(int Lost, int Doubled, int Wrong, int Found)
{
    public bool IsClean => this is { Lost: 0, Doubled: 0, Wrong: 0 };
}
