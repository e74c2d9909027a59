namespace VizBench.Methods;

/// <summary>The text of an option's choice where it is not the enum member's name in kebab case: names that other tools have made known.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ChoiceNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
