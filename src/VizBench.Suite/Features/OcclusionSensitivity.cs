using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Suite;

/// <summary>
/// What a network says of one image while a grey square covers one place after the other. Zeiler and Fergus 2014, figure 6
/// (figure 7 of its first edition).
/// </summary>
/// <param name="Layer">whose strongest map is looked at</param>
/// <param name="Unit">that map: the one with the greatest activation on the image as it is</param>
/// <param name="Class">whose probability is looked at</param>
/// <param name="Window">side of the square, pixels</param>
/// <param name="Stride">between places, pixels; the square's centres lie at 0, stride, … and part of it may lie outside</param>
/// <param name="Height">rows of places</param>
/// <param name="Width">columns of places</param>
/// <param name="Activation">by place, row-major: the map's sum</param>
/// <param name="Probability">by place: of the class</param>
/// <param name="Predicted">by place: the most probable class</param>
/// <param name="UncoveredActivation">the map's sum on the image as it is</param>
/// <param name="UncoveredProbability">of the class, likewise</param>
public sealed record OcclusionSensitivity(
    string Layer, long Unit, long Class, int Window, int Stride, int Height, int Width, IReadOnlyList<double> Activation, IReadOnlyList<double> Probability,
    IReadOnlyList<long> Predicted, double UncoveredActivation, double UncoveredProbability)
{
    private const int Batch = 64;

    /// <param name="input">(1, C, H, W), normalised; the square has the value 0 there, the dataset's mean colour</param>
    /// <param name="layer">with maps</param>
    /// <param name="target">the class</param>
    /// <exception cref="UserError">a layer without maps, a window larger than the image, a network without classes</exception>
    public static OcclusionSensitivity Of(Network network, Tensor input, string layer, long target, int window, int stride, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        var architecture = network.Architecture;
        architecture.CheckHasClasses("occlusion looks at the probability of a class");
        if (architecture.ShapeOf(layer).Length != 3 || architecture.LayerNamed(layer).Axes == AxesMeaning.Other)
            throw new UserError($"occlusion sums up a map, and {layer} of {architecture.Name} has none; name a layer before the classifier (vizbench list layers {architecture.Name})");
        var (height, width) = ((int)input.shape[2], (int)input.shape[3]);
        if (window > Math.Min(height, width))
            throw new UserError($"a window of {window} pixels is larger than the image of {height}×{width}; take a smaller one");
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var uncovered = ForwardWalk.Outputs(network, input, [layer, architecture.Output.Name], cancellation);
        var unit = uncovered[0].reshape(1, uncovered[0].shape[1], -1).amax(2).argmax(1).item<long>();
        var (rows, columns) = ((height + stride - 1) / stride, (width + stride - 1) / stride);
        var (sums, probabilities, predicted) = (new List<double>(), new List<double>(), new List<long>());
        foreach (var places in Enumerable.Range(0, rows * columns).Chunk(Batch))
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var covered = cat([.. places.Select(place => Covered(input, place / columns * stride - window / 2, place % columns * stride - window / 2, window))]);
            var outputs = ForwardWalk.Outputs(network, covered, [layer, architecture.Output.Name], cancellation);
            sums.AddRange(Sums(outputs[0], unit));
            probabilities.AddRange(Probabilities(architecture, outputs[1], target));
            predicted.AddRange(outputs[1].argmax(1).cpu().contiguous().data<long>().ToArray());
        }

        return new OcclusionSensitivity(
            architecture.LayerNamed(layer).Name, unit, target, window, stride, rows, columns, sums, probabilities, predicted, Sums(uncovered[0], unit)[0], Probabilities(architecture, uncovered[1], target)[0]);
    }

    private static Tensor Covered(Tensor input, int top, int left, int window)
    {
        var copy = input.clone();
        var (firstRow, firstColumn) = (Math.Max(top, 0), Math.Max(left, 0));
        var (rows, columns) = (Math.Min(top + window, input.shape[2]) - firstRow, Math.Min(left + window, input.shape[3]) - firstColumn);
        copy.narrow(2, firstRow, rows).narrow(3, firstColumn, columns).zero_();
        return copy;
    }

    private static double[] Sums(Tensor maps, long unit) => Doubles(maps.select(1, unit).to(ScalarType.Float64).sum([1, 2]));

    private static double[] Probabilities(Architecture architecture, Tensor logits, long target) => Doubles(architecture.Probability.Of(logits.to(ScalarType.Float64)).select(1, target));

    private static double[] Doubles(Tensor values) => values.cpu().contiguous().data<double>().ToArray();
}
