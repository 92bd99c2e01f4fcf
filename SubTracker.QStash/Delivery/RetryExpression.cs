using System.Globalization;

namespace SubTracker.QStash.Delivery;

/// <summary>Arithmetic over <c>retried</c>, giving milliseconds: <c>pow(2, retried) * 1000</c>.</summary>
internal ref struct RetryExpression
{
    private const int DeepestNesting = 64;

    private readonly double _retried;
    private ReadOnlySpan<char> _rest;
    private int _depth;

    private RetryExpression(ReadOnlySpan<char> text, int retried)
    {
        _rest = text;
        _retried = retried;
    }

    /// <returns>The milliseconds, or <c>null</c> where the text is no such expression.</returns>
    public static double? Evaluate(string text, int retried)
    {
        var expression = new RetryExpression(text, retried);
        return expression.Sum() is { } value && expression.Skip().IsEmpty && double.IsFinite(value) ? value : null;
    }

    private double? Sum()
    {
        var value = Product();
        while (true)
        {
            if (Take('+'))
                value += Product();
            else if (Take('-'))
                value -= Product();
            else
                return value;
        }
    }

    private double? Product()
    {
        var value = Factor();
        while (true)
        {
            if (Take('*'))
                value *= Factor();
            else if (Take('/'))
                value /= Factor();
            else if (Take('%'))
                value %= Factor();
            else
                return value;
        }
    }

    private double? Factor()
    {
        if (++_depth > DeepestNesting)
            return null;
        try
        {
            if (Take('-'))
                return -Factor();
            if (Take('('))
                return Sum() is { } inner && Take(')') ? inner : null;
            var word = Word();
            return word.IsEmpty ? null
                : char.IsAsciiDigit(word[0]) || word[0] == '.'
                    ? double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null
                : word is "retried" ? _retried
                : Call(word);
        }
        finally
        {
            _depth--;
        }
    }

    private double? Call(ReadOnlySpan<char> name)
    {
        if (!Take('(') || Sum() is not { } first)
            return null;
        double? second = Take(',') ? Sum() : null;
        if (!Take(')'))
            return null;
        return (name.ToString(), second) switch
        {
            ("sqrt", null) => Math.Sqrt(first),
            ("abs", null) => Math.Abs(first),
            ("exp", null) => Math.Exp(first),
            ("floor", null) => Math.Floor(first),
            ("ceil", null) => Math.Ceiling(first),
            ("round", null) => Math.Round(first, MidpointRounding.AwayFromZero),
            ("pow", { } power) => Math.Pow(first, power),
            ("min", { } other) => Math.Min(first, other),
            ("max", { } other) => Math.Max(first, other),
            _ => null,
        };
    }

    private ReadOnlySpan<char> Word()
    {
        Skip();
        var length = _rest.IndexOfAnyExcept(s_letters);
        var word = length < 0 ? _rest : _rest[..length];
        _rest = _rest[word.Length..];
        return word;
    }

    private bool Take(char sign)
    {
        if (Skip().IsEmpty || _rest[0] != sign)
            return false;
        _rest = _rest[1..];
        return true;
    }

    private ReadOnlySpan<char> Skip() => _rest = _rest.TrimStart();

    private static readonly System.Buffers.SearchValues<char> s_letters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.");
}
