namespace VizBench.Methods;

/// <summary>Marks a property of a method as an option; its name in snake case is the option's (ZeroParams is zero_params).</summary>
/// <param name="help">one line, with unit and range</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string help) : Attribute
{
    public string Help { get; } = help;
}
