namespace VizBench.Methods;

/// <summary>What a method returns: a tensor whose meaning its <see cref="ResultKind"/> tells, and named numbers beside it.</summary>
/// <param name="Value">the raw result, first axis the samples; owned by the caller's dispose scope</param>
public sealed record MethodResult(Tensor Value)
{
    /// <summary>Numbers that belong to the method itself, one for each sample, for example a completeness error.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Scalars { get; init; } =
        new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal);

    /// <summary>A sum over each layer, one for each sample, in the order of the layers: where a conserved quantity leaks, it shows here.</summary>
    public IReadOnlyList<LayerSum> LayerSums { get; init; } = [];

    /// <summary>What flows between units of several layers, one graph for each sample; empty for most methods.</summary>
    public IReadOnlyList<FlowGraph> Flows { get; init; } = [];
}

/// <summary>What a layer's units have together.</summary>
/// <param name="Layer">the layer, or the network's input</param>
/// <param name="Values">one for each sample</param>
public sealed record LayerSum(string Layer, IReadOnlyList<double> Values);
