namespace VizBench.Networks.Weights.Pickle;

/// <summary>A tuple.</summary>
internal sealed class PickleTuple(object?[] items)
{
    internal object?[] Items => items;
}

/// <summary>A list.</summary>
internal sealed class PickleList
{
    internal List<object?> Items { get; } = [];
}

/// <summary>A dict or an OrderedDict, in order, keys as they came: the last of equal keys is not decided here.</summary>
internal sealed class PickleDict
{
    internal List<KeyValuePair<object?, object?>> Items { get; } = [];
}

/// <summary>A name that the pickle looks up: a class or a function. Only a name; nothing stands behind it.</summary>
/// <param name="Name">module and name, a dot between</param>
internal sealed record PickleGlobal(string Name);

/// <summary>Something harmless that weights don't need: read over and dropped, with whatever is put into it.</summary>
/// <param name="Name">what made it</param>
internal sealed record PickleOpaque(string Name);
