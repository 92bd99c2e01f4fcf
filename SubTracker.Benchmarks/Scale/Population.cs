using System.Globalization;
using SubTracker.ApiService.Subscriptions;
using SubTracker.ApiService.Users;
using SubTracker.Contracts.Subscriptions;

namespace SubTracker.Benchmarks.Scale;

/// <summary>Users and their subscriptions as of a moment: a function of the seed and of whom one asks for, made when asked for and kept by nobody.</summary>
internal sealed class Population(int seed, int subscriptions, DateTimeOffset now)
{
    public const int OfTheFirst = 5_000;
    public const int OfEach = 50;

    /// <summary>Makes user and subscription of one number two throws.</summary>
    private const int UsersApart = 1_000_000_007;

    private readonly DateOnly _today = DateOnly.FromDateTime(now.UtcDateTime);

    /// <summary>The first has 5,000 subscriptions, each other one 50.</summary>
    public int Users => 1 + (Math.Max(0, subscriptions - OfTheFirst) + OfEach - 1) / OfEach;

    public User User(int number)
    {
        var dice = new Dice(seed, number ^ UsersApart);
        var created = now.AddDays(-dice.Between(30, 1_500));
        return ApiService.Users.User.New(
            Id('a', created, number), $"User {number}", string.Create(CultureInfo.InvariantCulture, $"user{number}@example.org"), passwordHash: new('x', 60),
            dice.Any(Mix.Zones), created) with
        {
            Currency = dice.Any(Mix.Currencies),
            Reminders = new(dice.Any(Mix.DaysBefore), dice.Any(Mix.TimesOfDay)),
        };
    }

    public IEnumerable<Subscription> SubscriptionsOf(int user, User owner)
    {
        var first = user == 0 ? 0 : OfTheFirst + (user - 1) * OfEach;
        var behind = Math.Min(subscriptions, first + (user == 0 ? OfTheFirst : OfEach));
        for (var number = first; number < behind; number++)
            yield return Subscription(number, owner);
    }

    private Subscription Subscription(int number, User owner)
    {
        var dice = new Dice(seed, number);
        var kind = dice.Throw(100);
        var request = kind switch
        {
            < 3 => Request(ref dice, age: dice.Between(0, 6)) with { TrialEndsOn = _today.AddDays(dice.Between(1, 30)), Frequency = Frequency.Monthly },
            // Nobody leaves what is renewed by hand unrenewed for years.
            < 6 => Request(ref dice, age: dice.Between(0, 360)) with { Frequency = Frequency.Yearly, LastDayOfMonth = false, AutoRenew = false, NoticePeriod = null },
            _ => Request(ref dice, age: dice.Between(0, 1_400)),
        };
        var created = now.AddDays(-Math.Max(0, _today.DayNumber - request.StartDate!.Value.DayNumber));
        var subscription = request.ToSubscription(Id('b', created, number), owner.Id, created, DateOnly.FromDateTime(created.UtcDateTime)) with
        {
            Plan = new(Revision: 1, PlanState.Planned),
        };
        return kind switch
        {
            >= 6 and < 12 => subscription.Cancelled(CancelEffective.PeriodEnd, now, _today).After!,
            >= 12 and < 14 => subscription with { Pauses = [new(_today.AddDays(-dice.Throw(40)), _today.AddDays(dice.Between(10, 120)))] },
            >= 14 and < 16 => subscription with { EndDate = _today.AddDays(dice.Between(30, 500)) },
            >= 16 and < 19 => subscription with
            {
                Prices = [.. subscription.Prices, new(_today.AddDays(dice.Between(1, 300)), request.Price + 2, request.Currency)],
            },
            _ => subscription,
        };
    }

    private SubscriptionRequest Request(ref Dice dice, int age)
    {
        var frequency = dice.Any(Mix.Frequencies);
        var rule = frequency == Frequency.Weekly ? WeekendRule.None : dice.Any(Mix.WeekendRules);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{dice.Any(Mix.Names)} {dice.Throw(1_000)}"),
            dice.Between(1, 60), dice.Any(Mix.Currencies), frequency,
            Interval: dice.Percent(5) ? 2 : 1,
            StartDate: frequency == Frequency.Once ? _today.AddDays(dice.Between(1, 300)) : _today.AddDays(-age),
            LastDayOfMonth: frequency is not (Frequency.Weekly or Frequency.Once) && dice.Percent(2),
            WeekendRule: rule,
            NoticePeriod: dice.Percent(8) ? dice.Any(Mix.NoticePeriods) : null,
            Category: dice.Any(Mix.Categories),
            Tags: [.. Mix.Tags.Take(dice.Throw(3))],
            PaymentMethod: dice.Any(Mix.PaymentMethods),
            Url: dice.Percent(50) ? "https://www.example.org/account" : null,
            Notes: dice.Percent(30) ? "The contract lies in the second drawer; the number is on the last bill." : "",
            Reminders: dice.Throw(100) switch
            {
                < 8 => new(Enabled: false),
                < 18 => new(DaysBefore: dice.Any(Mix.DaysBefore), TimeOfDay: dice.Any(Mix.TimesOfDay)),
                _ => null,
            });
    }

    /// <summary>As the product makes them: first the moment, so that they sort by it.</summary>
    private static string Id(char kind, DateTimeOffset created, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{created.ToUnixTimeMilliseconds():x12}7{kind}008{number:x15}");
}
