namespace VizBench.Networks;

/// <summary>What the three axes of a layer's output are.</summary>
public enum AxesMeaning
{
    /// <summary>(C, H, W): a map for each channel.</summary>
    ChannelsRowsColumns,

    /// <summary>The graph does not tell, or rows and columns have been mixed.</summary>
    Unknown,

    /// <summary>Rows and columns are elsewhere, for example (H, W, C).</summary>
    Other,
}

/// <summary>One node of a network: a name, an operation, and the names of the layers whose outputs it reads.</summary>
/// <param name="Name">unique; torchvision's module path for the zoo ("features.0"), the output tensor's name for ONNX</param>
/// <param name="Operation">what it computes</param>
/// <param name="Inputs">layers before this one, or <see cref="Architecture.InputName"/></param>
public sealed record Layer(string Name, Operation Operation, IReadOnlyList<string> Inputs)
{
    /// <summary>Other names under which people know the layer, for example the ONNX node's.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What the axes of an output of three are known to be.</summary>
    public AxesMeaning Axes { get; init; }

    /// <summary>Full names of parameters that are not called after the layer, by role; two layers may share one.</summary>
    public IReadOnlyDictionary<string, string> ParameterNames { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The full name of one of the operation's parameters, for example "features.0.weight".</summary>
    public string ParameterName(string role) => ParameterNames.GetValueOrDefault(role) ?? $"{Name}.{role}";
}
