using CsCheck;
using SubTracker.ApiService.Subscriptions;
using SubTracker.Contracts.Currencies;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Tests.Transfer;

/// <summary>Accounts as they may have become: everything a subscription can have, in every combination.</summary>
internal static class Accounts
{
    private static readonly Gen<DateOnly> s_day =
        Gen.Int[new DateOnly(1970, 1, 1).DayNumber, new DateOnly(2099, 12, 31).DayNumber].Select(DateOnly.FromDayNumber);

    private static readonly Gen<string> s_word = Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Gens.OneOf(' ', 'é', '漢', '"', ',', ';', '\\', '\'', '=', '+', '-', '@')), 2, 12]
        .Select(s => s.Trim()).Where(s => s.Length >= 2);

    private static readonly Gen<string> s_notes = Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Gens.OneOf('\n', '\r', '\t', '=', '"', '\'', ' ', ';', ',')), 0, 20]
        // A cell of nothing but white space is an empty one.
        .Select(s => string.IsNullOrWhiteSpace(s) ? "" : s);

    private static readonly Gen<BillingCycle> s_cycle = Gen.Select(
        Gen.Enum<Frequency>(), Gen.Int[1, 366], Gen.Bool, Gen.Enum<WeekendRule>(),
        (frequency, interval, lastDay, weekend) => new BillingCycle(
            frequency, interval, lastDay && frequency is not (Frequency.Daily or Frequency.Weekly or Frequency.Once), weekend));

    private static readonly Gen<(string Currency, decimal Price)> s_price = Gen.Select(Gens.OneOf("EUR", "JPY", "KWD"), Gen.Int[0, 999_999], (currency, units) =>
        (currency, units / (decimal)Math.Pow(10, Iso4217.Find(currency)!.Digits)));

    private static readonly Gen<IReadOnlyList<PricePoint>> s_prices = Gen.Select(s_price, s_day).List[1, 4].Select(list =>
        (IReadOnlyList<PricePoint>)[.. list.DistinctBy(p => p.Item2).OrderBy(p => p.Item2).Select(p => new PricePoint(p.Item2, p.Item1.Price, p.Item1.Currency))]);

    private static readonly Gen<IReadOnlyList<PausePeriod>> s_pauses = Gen.Select(s_day.List[0, 4], Gen.Bool, (days, isOpen) =>
    {
        List<DateOnly> ordered = [.. days.Distinct().Order()];
        var pauses = ordered.Chunk(2).Where(pair => pair.Length == 2).Select(pair => new PausePeriod(pair[0], pair[1])).ToList();
        if (isOpen && ordered.Count % 2 == 1)
            pauses.Add(new(ordered[^1]));
        return (IReadOnlyList<PausePeriod>)pauses;
    });

    private static readonly Gen<Term> s_term = Gen.Select(s_cycle, s_day, Gen.Bool, Gen.Int[0, 400].Nullable(), Gen.Bool, Gen.Bool, (cycle, start, renews, trial, auto, exact) =>
        new Term(cycle, start, renews, trial is { } days && start.Year < 2098 ? start.AddDays(days) : null, auto, exact));

    private static readonly Gen<IReadOnlyList<Term>> s_terms = Gen.Select(s_term.List[1, 3], s_day, (terms, since) =>
    {
        var lined = terms.Select((term, i) => i == 0 ? term : term with { Since = since.AddDays(i * 100) }).ToList();
        return (IReadOnlyList<Term>)[.. lined.Select((term, i) => i < lined.Count - 1 ? term with { Until = lined[i + 1].Since } : term)];
    });

    private static readonly Gen<Subscription> s_history = Gen.Select(
        s_terms, s_prices, s_pauses,
        Gen.Select(Gen.Enum<CancelEffective>(), s_day, (effective, day) => new Cancellation(effective, day)).Null(), Gen.Int[1, 1200].Nullable(), s_day.Nullable(),
        (terms, prices, pauses, cancellation, payments, end) => new Subscription
        {
            Id = Guid.NewGuid().ToString("n"),
            UserId = "ada",
            Name = "",
            Terms = terms,
            Prices = prices,
            Pauses = pauses,
            Cancellation = cancellation,
            Payments = payments,
            EndDate = end >= terms[^1].StartDate ? end : null,
            Version = 1,
            CreatedAt = default,
            UpdatedAt = default,
        });

    private static readonly Gen<ReminderSettings> s_reminders = Gen.Select(
        Gen.Bool, Gen.Int[0, 365].List[0, 5].Null(), Gen.Int[0, 1439].Nullable(),
        (enabled, days, minutes) => new ReminderSettings(
            enabled, days?.Distinct().ToList(), minutes is { } m ? new TimeOnly(m / 60, m % 60) : null));

    private static readonly Gen<Share> s_share = Gen.Select(Gen.Int[1, 100], s_word.List[0, 3], (percent, with) => new Share(percent / 100m, [.. with.Distinct()]));

    public static Gen<Subscription> Subscription { get; } = Gen.Select(
        s_history, s_word, s_word, s_word.List[0, 4], s_notes,
        Gen.Select(s_reminders, s_share.Null(), Gen.Select(Gen.Int[1, 366], Gen.Enum<PeriodUnit>(), (count, unit) => new NoticePeriod(count, unit)).Null()),
        (history, name, category, tags, notes, rest) => history with
        {
            Name = name,
            Category = category,
            PaymentMethod = category,
            Tags = [.. tags.Distinct()],
            Notes = notes,
            Url = tags.Count > 2 ? $"https://example.org/?a={Uri.EscapeDataString(name)}" : null,
            Reminders = rest.Item1,
            Share = rest.Item2,
            NoticePeriod = rest.Item3,
        });

    public static Gen<List<Subscription>> Account { get; } = Subscription.List[0, 6];
}
