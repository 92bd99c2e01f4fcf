using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Transfer;

namespace SubTracker.ApiService.Transfer;

/// <summary>Counts what becomes of rows, and keeps the first of them to show.</summary>
internal sealed class ImportTally
{
    private const int MostShown = 1000;

    private readonly List<ImportError> _errors = [];
    private readonly List<ImportItem> _items = [];
    private readonly Dictionary<ImportAction, int> _actions = [];

    public int Rows { get; private set; }
    public int ErrorCount { get; private set; }

    /// <summary>Something is wrong with the file as a whole, so that no row of it can be trusted.</summary>
    public bool FileIsWrong { get; private set; }

    public int Created => _actions.GetValueOrDefault(ImportAction.Create);
    public int Updated => _actions.GetValueOrDefault(ImportAction.Update);

    public void Count(ImportRow row, IReadOnlyList<ImportError> errors)
    {
        Rows++;
        Fail(errors);
    }

    public void Fail(params IReadOnlyList<ImportError> errors)
    {
        ErrorCount += errors.Count;
        FileIsWrong |= errors.Any(e => e.Row == 0 || e.Field is "quote" or "header");
        _errors.AddRange(errors.Take(MostShown - _errors.Count));
    }

    public void Add(ImportRow row, ImportAction action, Subscription subscription, Owner owner)
    {
        _actions[action] = _actions.GetValueOrDefault(action) + 1;
        if (_items.Count == MostShown)
            return;
        var price = subscription.PriceOn(owner.Today);
        _items.Add(new(
            row.Number, action, subscription.Name, price.Price, price.Currency, subscription.Term.Cycle.Frequency, subscription.Term.Cycle.Interval,
            subscription.Term.StartDate, subscription.RenewsOn(owner.Today), action == ImportAction.Create ? null : subscription.Id, row.Note));
    }

    public ImportReport ToReport(string? importId, bool dryRun, ImportReading reading)
    {
        var isWritten = dryRun || importId is not null;
        return new(
            importId, dryRun, Rows, isWritten ? Created : 0, isWritten ? Updated : 0, _actions.GetValueOrDefault(ImportAction.Skip),
            _errors, ErrorCount, _items, reading);
    }
}
