using VizBench.Arrays;

namespace VizBench.Methods;

/// <summary>What a method returns: a tensor whose meaning its <see cref="ResultKind"/> tells, and named numbers beside it.</summary>
/// <param name="Value">the raw result, first axis the samples; owned by the caller's dispose scope</param>
public sealed record MethodResult(Tensor Value)
{
    /// <summary>Numbers that belong to the method itself, one for each sample, for example a completeness error.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Scalars { get; init; } =
        new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal);

    /// <summary>What each sample's attribution must add up to: the score's rise from the baseline, or the relevance put in; null where nothing says so.</summary>
    public IReadOnlyList<double>? Totals { get; init; }

    /// <summary>A sum over each layer, one for each sample, in the order of the layers: where a conserved quantity leaks, it shows here.</summary>
    public IReadOnlyList<LayerSum> LayerSums { get; init; } = [];

    /// <summary>How an optimisation went, one trace for each sample; empty for other methods.</summary>
    public IReadOnlyList<IReadOnlyList<TraceRow>> Traces { get; init; } = [];

    /// <summary>What a person should know of the result: a dead unit, a sample that was stopped. One sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How long the method itself took, where another program computed it and measured that; null: its caller measures.</summary>
    public double? Seconds { get; init; }

    /// <summary>Further maps beside the value by name, for example an opacity, (N, H, W).</summary>
    public IReadOnlyDictionary<string, NdArray> Maps { get; init; } = new Dictionary<string, NdArray>(StringComparer.Ordinal);

    /// <summary>What flows between units of several layers, one graph for each sample; empty for most methods.</summary>
    public IReadOnlyList<FlowGraph> Flows { get; init; } = [];
}

/// <summary>What a layer's units have together.</summary>
/// <param name="Layer">the layer, or the network's input</param>
/// <param name="Values">one for each sample</param>
public sealed record LayerSum(string Layer, IReadOnlyList<double> Values);

/// <summary>An optimisation before one of its updates.</summary>
/// <param name="Step">from 0; the last row, after the last update, has the number of updates</param>
/// <param name="Objective">of the picture as the transforms show it to the network</param>
/// <param name="Penalty">what the regularisers subtract from it</param>
/// <param name="GradientNorm">of objective less penalty by the picture, Euclidean, per the network's unit</param>
/// <param name="ImageNorm">of the picture, Euclidean, in the network's units</param>
/// <param name="TotalVariation">anisotropic-l1, of colours in 0 … 1</param>
/// <param name="HighFrequencyShare">of colours, 0 … 1</param>
public sealed record TraceRow(int Step, double Objective, double Penalty, double GradientNorm, double ImageNorm, double TotalVariation, double HighFrequencyShare);
