using VizBench.Networks;

namespace VizBench.Training;

/// <summary>A layer as a card shows it.</summary>
/// <param name="Operation">what it computes, with its numbers</param>
/// <param name="Inputs">the layers that it reads; left out where it is the one before</param>
/// <param name="Output">the output's shape for one sample</param>
public sealed record LayerOnCard(string Name, string Operation, IReadOnlyList<string>? Inputs, IReadOnlyList<long> Output)
{
    internal static LayerOnCard Of(Architecture architecture, Layer layer)
    {
        var position = architecture.PositionOf(layer.Name);
        var before = position == 0 ? Networks.Architecture.InputName : architecture.Layers[position - 1].Name;
        return new LayerOnCard(
            layer.Name, DescriptionOf(layer.Operation), layer.Inputs is [var only] && string.Equals(only, before, StringComparison.Ordinal) ? null : layer.Inputs,
            architecture.ShapeOf(layer.Name));
    }

    private static string DescriptionOf(Operation operation) => operation switch
    {
        Convolution c => $"convolution {c.Kernel.Height}×{c.Kernel.Width}/{c.Stride.Height}, {c.InChannels} to {c.OutChannels}{(c.Groups > 1 ? $", {c.Groups} groups" : "")}, padding {c.Padding.Height}",
        Linear l => $"linear, {l.InFeatures} to {l.OutFeatures}",
        MaxPool p => $"max-pool {p.Kernel.Height}×{p.Kernel.Width}/{p.Stride.Height}, padding {p.Padding.Height}",
        AdaptiveAveragePool p => $"average pool to {p.OutputSize.Height}×{p.OutputSize.Width}",
        BatchNorm => "batch normalisation",
        LocalResponseNorm n => FormattableString.Invariant($"local response normalisation over {n.Size} channels, α {n.Alpha}, β {n.Beta}, k {n.K}"),
        Dropout d => FormattableString.Invariant($"dropout {d.Probability}"),
        ReLU => "ReLU",
        Add => "sum",
        Concat => "concatenation",
        Flatten => "flatten",
        _ => operation.GetType().Name,
    };
}
