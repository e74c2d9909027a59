namespace VizBench.Networks.Weights.Pickle;

/// <summary>What a pickle's value is, in the words of Python, for messages.</summary>
internal static class Kind
{
    internal static string Of(object? value) => value switch
    {
        null => "None",
        bool => "a bool",
        long or Int128 => "an integer",
        double => "a number",
        string => "a text",
        byte[] => "bytes",
        PickleTuple => "a tuple",
        PickleList => "a list",
        PickleDict => "a dict",
        PickleGlobal global => $"the name {OneLine.Of(global.Name)}",
        PickleOpaque opaque => $"a {OneLine.Of(opaque.Name)}",
        _ => "a tensor",
    };
}
