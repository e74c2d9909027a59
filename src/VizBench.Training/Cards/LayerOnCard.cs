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
        Convolution c => $"convolution {Text(c.Kernel)}/{Text(c.Stride)}, {c.InChannels} to {c.OutChannels}{(c.Groups > 1 ? $", {c.Groups} groups" : "")}{Padding(c.Padding)}{Dilation(c.Dilation)}",
        TransposedConvolution c => $"transposed convolution {Text(c.Kernel)}/{Text(c.Stride)}, {c.InChannels} to {c.OutChannels}{Padding(c.Padding)}",
        Resample r => $"{InterpolationOf(r.Axes)} interpolation {(r.Axes.All(axis => axis.Length is null) ? "by" : "to")} {string.Join('×', r.Axes.Select(Side))}",
        Reshape r => $"reshape to {string.Join('×', r.SampleSize)}",
        LeakyReLU r => FormattableString.Invariant($"leaky ReLU, {r.Slope} below 0"),
        Tanh => "tanh",
        Affine a => FormattableString.Invariant($"times {a.Factor}{(a.Offset == 0 ? "" : $", plus {a.Offset}")}"),
        Linear l => $"linear, {l.InFeatures} to {l.OutFeatures}",
        MaxPool p => $"max-pool {Text(p.Kernel)}/{Text(p.Stride)}{Padding(p.Padding)}{Dilation(p.Dilation)}{(p.CeilMode ? ", rounded up" : "")}",
        AdaptiveAveragePool p => $"average pool to {Text(p.OutputSize)}",
        BatchNorm n => FormattableString.Invariant($"batch normalisation, ε {n.Epsilon}"),
        LocalResponseNorm n => FormattableString.Invariant($"local response normalisation over {n.Size} channels, α {n.Alpha}, β {n.Beta}, k {n.K}"),
        Dropout d => FormattableString.Invariant($"dropout {d.Probability}"),
        ReLU => "ReLU",
        Add => "sum",
        Concat => "concatenation",
        Flatten => "flatten",
        _ => operation.GetType().Name,
    };

    private static string InterpolationOf(IEnumerable<ResampledAxis> axes) => string.Join(" and ", axes.Select(axis => axis.Kind).Distinct().Select(kind => kind switch
    {
        ResampleKind.Nearest => "nearest-neighbor",
        ResampleKind.Linear => "linear",
        _ => "cubic",
    }));

    private static string Side(ResampledAxis axis) => FormattableString.Invariant($"{axis.Length ?? axis.Scale}");

    private static string Text(Extent extent) => $"{extent.Height}×{extent.Width}";

    private static string Padding(Extent padding) => padding == 0 ? "" : $", padding {Text(padding)}";

    private static string Dilation(Extent dilation) => dilation == 1 ? "" : $", dilation {Text(dilation)}";
}
