namespace VizBench.Networks.Onnx;

/// <summary>An operation of the file, rewritten for the layers behind the tensors that it reads. Its output is seen as its inputs are.</summary>
/// <param name="Parameters">by role, how the values become those of the rewritten operation; roles that are not named stay as they are</param>
internal sealed record PermutedOperation(Operation Operation, IReadOnlyDictionary<string, Rearrangement> Parameters)
{
    private static readonly Dictionary<string, Rearrangement> s_unchanged = new(StringComparer.Ordinal);

    /// <summary>The operation on other axes.</summary>
    /// <param name="input">one of those that it reads, which are all seen alike; its permutation is not the identity</param>
    /// <returns>null where the operation is not known to work on other axes: it has to read the tensors as they are in the file</returns>
    internal static PermutedOperation? Of(Operation operation, View input) => IsElementwise(operation)
        ? new PermutedOperation(operation, s_unchanged)
        : input.IsFlattened ? OfVector(operation, input) : OfAxes(operation, input);

    /// <summary>Whether an operation reads several tensors element by element, or side by side, so that all must be seen alike.</summary>
    internal static bool Joins(Operation operation) => operation is Add or BroadcastOperation or Concat;

    /// <summary>Whether each element of the output is made from the elements at its own place, without parameters.</summary>
    internal static bool IsElementwise(Operation operation) => operation is ReLU or LeakyReLU or Elu or Sigmoid or HardSigmoid or HardSwish or Tanh
        or Softplus or Mish or Erf or Gelu or Clip or Dropout or Affine or Power or SquareRoot or Abs or Exponential or Logarithm or Sine or Softsign or Swish or ThresholdedReLU or Add or BroadcastOperation or PReLU { Channels: 1, SlopeShape: null };

    private static PermutedOperation? OfVector(Operation operation, View input)
    {
        long[] count = [SampleShape.Count(input.Factors)];
        return operation switch
        {
            // Over all of the vector, in whatever order.
            Softmax or LogSoftmax => new PermutedOperation(operation, s_unchanged),
            Linear linear => With(operation, "weight", new Rearrangement(
                [linear.OutFeatures, .. count], [linear.OutFeatures, .. input.Axes], [0, .. input.Inverse.Select(axis => axis + 1)], [linear.OutFeatures, .. count])),
            Shift { BiasShape: [> 1] } => With(operation, "bias", Entries()),
            Scale { WeightShape: [> 1] } => With(operation, "weight", Entries()),
            PReLU { Channels: > 1 } => With(operation, "weight", Entries()),
            BatchNorm => new PermutedOperation(operation, operation.Parameters.ToDictionary(parameter => parameter.Role, _ => Entries(), StringComparer.Ordinal)),
            _ => null,
        };

        Rearrangement Entries() => new(count, input.Axes, input.Inverse, count);
    }

    private static PermutedOperation? OfAxes(Operation operation, View input)
    {
        switch (operation)
        {
            case Concat concat:
                return new PermutedOperation(concat with { Axis = input.Order[concat.Axis] }, s_unchanged);
            case Softmax softmax:
                return new PermutedOperation(softmax with { Axis = input.Order[softmax.Axis] }, s_unchanged);
            case LogSoftmax softmax:
                return new PermutedOperation(softmax with { Axis = input.Order[softmax.Axis] }, s_unchanged);
            case LpNormalization norm:
                return new PermutedOperation(norm with { Axis = input.Order[norm.Axis] }, s_unchanged);
            case Slice slice:
                return new PermutedOperation(slice with { Axis = input.Order[slice.Axis] }, s_unchanged);
            case Gather gather:
                return new PermutedOperation(gather with { Axis = input.Order[gather.Axis] }, s_unchanged);
            case Expand expand:
                return new PermutedOperation(new Expand(Moved([.. expand.SampleSize], input)), s_unchanged);
            case AxisReduction reduction:
                return new PermutedOperation(Plainest(reduction with { Axes = [.. reduction.Axes.Select(axis => input.Order[axis]).Order()] }, input.Order.Length), s_unchanged);
            case Shift shift:
                var bias = Aligned(shift.BiasShape, input);
                return With(shift with { BiasShape = bias.To }, "bias", bias);
            case Scale scale:
                var weight = Aligned(scale.WeightShape, input);
                return With(scale with { WeightShape = weight.To }, "weight", weight);
            case PReLU slopes:
                return SlopesOf(slopes, input);
            case Pad pad:
                var (before, after) = (Moved([pad.ChannelsBefore, pad.Before.Height, pad.Before.Width], input), Moved([pad.ChannelsAfter, pad.After.Height, pad.After.Width], input));
                return new PermutedOperation(
                    pad with { ChannelsBefore = before[0], Before = new Extent(before[1], before[2]), ChannelsAfter = after[0], After = new Extent(after[1], after[2]) }, s_unchanged);
            case BorderPad pad:
                (before, after) = (Moved([pad.ChannelsBefore, pad.Before.Height, pad.Before.Width], input), Moved([pad.ChannelsAfter, pad.After.Height, pad.After.Width], input));
                return new PermutedOperation(
                    pad with { ChannelsBefore = before[0], Before = new Extent(before[1], before[2]), ChannelsAfter = after[0], After = new Extent(after[1], after[2]) }, s_unchanged);
            case Resample resample:
                return new PermutedOperation(resample with { Axes = [.. resample.Axes.Select(axis => axis with { Axis = input.Order[axis.Axis] })] }, s_unchanged);
            case Tile tile:
                return new PermutedOperation(tile with { Repeats = Moved([.. tile.Repeats], input) }, s_unchanged);
            case LastAxisLinear linear when input.Order is [_, _, 0]:
                // The same at each position: a convolution by a window of one.
                return With(
                    new Convolution(linear.InFeatures, linear.OutFeatures, 1) { HasBias = linear.HasBias }, "weight",
                    Rearrangement.Reshaped([linear.OutFeatures, linear.InFeatures], [linear.OutFeatures, linear.InFeatures, 1, 1]));
            case LayerNorm { NormalizedShape.Count: 1 } norm when input.Order is [_, _, 0]:
                return new PermutedOperation(norm with { IsOverChannels = true }, s_unchanged);
            default:
                return null;
        }
    }

    /// <summary>Means and maxima over rows and columns are poolings.</summary>
    private static Operation Plainest(AxisReduction reduction, int rank) => (reduction.Kind, reduction.Axes, rank) switch
    {
        (ReductionKind.Mean, [1, 2], 3) => new AdaptiveAveragePool(1),
        (ReductionKind.Maximum, [1, 2], 3) => new GlobalMaxPool(),
        _ => reduction,
    };

    private static PermutedOperation SlopesOf(PReLU slopes, View input)
    {
        var rearranged = Aligned(slopes.SlopeShape ?? [slopes.Channels, .. Enumerable.Repeat(1L, input.Order.Length - 1)], input) with { From = [.. slopes.Parameters[0].Shape] };
        return rearranged.To is [var channels, .. var rest] && rest.All(size => size == 1)
            ? With(new PReLU(channels), "weight", rearranged with { To = [channels] })
            : With(new PReLU(slopes.Channels) { SlopeShape = rearranged.To }, "weight", rearranged);
    }

    /// <summary>A constant that the graph broadcasts over the tensor's last axes, for the axes of the layer.</summary>
    private static Rearrangement Aligned(IReadOnlyList<long> shape, View input)
    {
        var aligned = SampleShape.Aligned(shape, input.Factors);
        return new Rearrangement([.. shape], aligned, input.Inverse, Moved(aligned, input));
    }

    /// <summary>What is said of each axis of the tensor, for each axis of the layer.</summary>
    private static long[] Moved(long[] values, View input) => [.. input.Inverse.Select(axis => values[axis])];

    private static PermutedOperation With(Operation operation, string role, Rearrangement rearrangement) =>
        new(operation, new Dictionary<string, Rearrangement>(StringComparer.Ordinal) { [role] = rearrangement });
}
