namespace VizBench.Methods;

/// <summary>Marks a property of a method as an option; its name in snake case is the option's (ZeroParams is zero_params).</summary>
/// <param name="help">one line, with the unit; the range is told by the bounds</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string help) : Attribute
{
    public string Help { get; } = help;

    /// <summary>The least number that it can be; NaN: no bound. What depends on other options or on the network is checked when the method runs.</summary>
    public double Least { get; init; } = double.NaN;

    /// <summary>A number that it must exceed; NaN: no bound.</summary>
    public double Above { get; init; } = double.NaN;

    /// <summary>The greatest number that it can be; NaN: no bound.</summary>
    public double Greatest { get; init; } = double.NaN;

    /// <summary>A number that it must stay below; NaN: no bound.</summary>
    public double Below { get; init; } = double.NaN;

    /// <summary>For example "at least 1", "above 0, at most 1"; empty: no bound.</summary>
    internal string Range => string.Join(", ", new (string Words, double Bound)[] { ("at least", Least), ("above", Above), ("at most", Greatest), ("below", Below) }
        .Where(bound => !double.IsNaN(bound.Bound)).Select(bound => $"{bound.Words} {ShortNumber.Of(bound.Bound)}"));

    // A comparison with NaN is false: no bound excludes nothing.
    internal bool Holds(double value) => !(value < Least || value <= Above || value > Greatest || value >= Below);
}
