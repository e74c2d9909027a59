namespace VizBench.Networks;

/// <summary>
/// Axes resampled to another length, each by a matrix of fixed weights: nearest, linear or cubic interpolation, separable. As a product
/// its gradient is the product with the transpose, the same bits on every run; libtorch's own upsampling adds up its gradient in no fixed
/// order on CUDA.
/// </summary>
/// <param name="Axes">those that change</param>
public sealed record Resample(IReadOnlyList<ResampledAxis> Axes) : Operation
{
    /// <summary>What stands where the coordinates lie outside the input; null: the border's values.</summary>
    public double? Outside { get; init; }

    /// <summary>Whether all weights are at least 0, so that no negative values come of others.</summary>
    public bool IsNonNegative => Axes.All(axis => axis.Kind != ResampleKind.Cubic) && Outside is null or >= 0;

    public override Tensor Forward(IReadOnlyList<Tensor> inputs, LayerParameters parameters)
    {
        var result = inputs[0];
        foreach (var axis in Axes)
        {
            var taps = axis.Taps(result.shape[axis.Axis + 1], Outside is not null);
            var weights = tensor(taps.Matrix(), [taps.Rows.Count, taps.Length], result.dtype, result.device);
            var last = result.shape.Length - 1;
            // Along the last axis, where the product is of matrices.
            result = axis.Axis + 1 == last
                ? result.matmul(weights.transpose(0, 1))
                : result.transpose(axis.Axis + 1, last).matmul(weights.transpose(0, 1)).transpose(axis.Axis + 1, last);
            if (Outside is { } value && taps.Rows.Any(row => row.Length == 0))
                result = result + Border(taps, value, axis.Axis, result);
        }

        return result;
    }

    public override long[] OutputShape(IReadOnlyList<long[]> inputs)
    {
        var shape = inputs[0].ToArray();
        foreach (var axis in Axes)
        {
            if (axis.Axis < 0 || axis.Axis >= shape.Length)
                throw new ArgumentException($"an input of shape ({string.Join(", ", inputs[0])}) has no axis {axis.Axis + 1}");
            shape[axis.Axis] = axis.LengthFor(shape[axis.Axis]);
        }

        return shape;
    }

    /// <summary>How many positions a unit reads, and how far apart, differs with the position, so that the whole input is the honest answer.</summary>
    public override ReceptiveWindow Window(long[] input) => ReceptiveWindow.Whole;

    // Rows without weights are outside; what a later axis does to them it does to their one value, whose weights sum to 1 or are none.
    private static Tensor Border(ResampleTaps taps, double value, int axis, Tensor like)
    {
        var values = taps.Rows.Select(row => row.Length == 0 ? value : 0).ToArray();
        long[] shape = [.. Enumerable.Range(0, like.shape.Length).Select(i => i == axis + 1 ? (long)values.Length : 1)];
        return tensor(values, shape, like.dtype, like.device);
    }
}

public enum ResampleKind
{
    Nearest,
    Linear,
    Cubic,
}

/// <summary>Which input coordinate an output position stands for: ONNX's coordinate_transformation_mode.</summary>
public enum ResampleCoordinates
{
    HalfPixel,
    HalfPixelSymmetric,
    PyTorchHalfPixel,
    AlignCorners,
    Asymmetric,
    HalfPixelForNearest,
    Crop,
}

/// <summary>Which position is nearest to a coordinate: ONNX's nearest_mode, and the plain cut of the operators before it.</summary>
public enum NearestRounding
{
    PreferFloor,
    PreferCeiling,
    Floor,
    Ceiling,
    Simple,
}

/// <summary>How one axis is resampled.</summary>
/// <param name="Axis">of a sample, counted without the batch</param>
/// <param name="Length">the new length; null where the scale gives it, rounded down</param>
/// <param name="Scale">new length by old</param>
public sealed record ResampledAxis(int Axis, long? Length, double Scale, ResampleKind Kind, ResampleCoordinates Coordinates)
{
    private const long MaxWeights = 1 << 26;

    public NearestRounding Rounding { get; init; }

    /// <summary>a of the cubic kernel (Keys 1981).</summary>
    public double CubicCoefficient { get; init; } = -0.75;

    /// <summary>Whether cubic weights outside the input count as none, and the others are scaled to sum to 1.</summary>
    public bool ExcludesOutside { get; init; }

    /// <summary>The part of the input that is taken, for <see cref="ResampleCoordinates.Crop"/>: 0 is its first position, 1 its last.</summary>
    public (double Start, double End) Region { get; init; } = (0, 1);

    // As floats, which is how the scale is stored and how ONNX Runtime multiplies: 0.6 · 5 is 3.
    internal long LengthFor(long size) => Length ?? (long)Math.Floor((float)Scale * (float)size);

    /// <summary>For each output position the input positions that it is made of, with their weights.</summary>
    /// <param name="marksOutside">whether positions outside the input get no weights at all</param>
    /// <exception cref="ArgumentException">the axis would be empty, or the matrix of weights too large</exception>
    internal ResampleTaps Taps(long size, bool marksOutside)
    {
        var length = LengthFor(size);
        if (length < 1 || length * size > MaxWeights)
            throw new ArgumentException($"resizing {size} positions to {length} is not supported; it takes one output position at least and {MaxWeights} weights at most");
        return new ResampleTaps(size, [.. Enumerable.Range(0, (int)length).Select(i => TapsAt(i, size, length, marksOutside))]);
    }

    private (long Position, double Weight)[] TapsAt(int position, long size, long length, bool marksOutside)
    {
        var x = CoordinateOf(position, size, length);
        if (marksOutside && (x < 0 || x > size - 1))
            return [];
        switch (Kind)
        {
            case ResampleKind.Nearest:
                // In single precision, as everyone decides which of two positions is nearer: in double it would be another one at ties.
                return [(Math.Clamp(Nearest((float)x, length < size), 0, size - 1), 1)];
            case ResampleKind.Linear:
                x = Math.Clamp(x, 0, size - 1);
                var low = (long)Math.Floor(x);
                return [(low, 1 - (x - low)), (Math.Min(low + 1, size - 1), x - low)];
            default:
                var first = (long)Math.Floor(x) - 1;
                var taps = Enumerable.Range(0, 4).Select(i => (Position: first + i, Weight: Keys(Math.Abs(x - (first + i))))).ToArray();
                if (ExcludesOutside)
                {
                    taps = [.. taps.Where(tap => tap.Position >= 0 && tap.Position < size)];
                    var sum = taps.Sum(tap => tap.Weight);
                    taps = [.. taps.Select(tap => (tap.Position, tap.Weight / sum))];
                }

                return [.. taps.Select(tap => (Math.Clamp(tap.Position, 0, size - 1), tap.Weight))];
        }
    }

    private double CoordinateOf(int position, long size, long length)
    {
        if (Kind == ResampleKind.Nearest)
            return SingleCoordinateOf(position, size, length);
        var half = position + 0.5;
        return Coordinates switch
        {
            ResampleCoordinates.HalfPixel => half / Scale - 0.5,
            ResampleCoordinates.HalfPixelSymmetric => size / 2.0 * (1 - length / (Scale * size)) + half / Scale - 0.5,
            ResampleCoordinates.PyTorchHalfPixel => length > 1 ? half / Scale - 0.5 : 0,
            ResampleCoordinates.AlignCorners => length > 1 ? position * (size - 1.0) / (length - 1) : 0,
            ResampleCoordinates.Asymmetric => position / Scale,
            ResampleCoordinates.HalfPixelForNearest => half / Scale,
            _ => length > 1
                ? Region.Start * (size - 1) + position * (Region.End - Region.Start) * (size - 1) / (length - 1)
                : (Region.Start + Region.End) * (size - 1) / 2,
        };
    }

    private float SingleCoordinateOf(int position, long size, long length)
    {
        var (at, scale, count, wanted) = ((float)position, (float)Scale, (float)size, (float)length);
        return Coordinates switch
        {
            ResampleCoordinates.HalfPixel => (at + 0.5f) / scale - 0.5f,
            ResampleCoordinates.HalfPixelSymmetric => count / 2 * (1 - wanted / (scale * count)) + (at + 0.5f) / scale - 0.5f,
            ResampleCoordinates.PyTorchHalfPixel => wanted > 1 ? (at + 0.5f) / scale - 0.5f : 0,
            ResampleCoordinates.AlignCorners => wanted > 1 ? at * (count - 1) / (wanted - 1) : 0,
            ResampleCoordinates.Asymmetric => at / scale,
            ResampleCoordinates.HalfPixelForNearest => (at + 0.5f) / scale,
            _ => wanted > 1
                ? (float)Region.Start * (count - 1) + at * ((float)Region.End - (float)Region.Start) * (count - 1) / (wanted - 1)
                : 0.5f * ((float)Region.Start + (float)Region.End) * (count - 1),
        };
    }

    private long Nearest(float x, bool isSmaller) => Rounding switch
    {
        NearestRounding.PreferFloor => x - MathF.Floor(x) == 0.5f ? (long)MathF.Floor(x) : (long)MathF.Round(x, MidpointRounding.AwayFromZero),
        NearestRounding.PreferCeiling => x - MathF.Floor(x) == 0.5f ? (long)MathF.Ceiling(x) : (long)MathF.Round(x, MidpointRounding.AwayFromZero),
        NearestRounding.Floor => (long)MathF.Floor(x),
        NearestRounding.Ceiling => (long)MathF.Ceiling(x),
        _ => isSmaller ? (long)MathF.Ceiling(x) : (long)x,
    };

    private double Keys(double distance)
    {
        var a = CubicCoefficient;
        return distance switch
        {
            <= 1 => ((a + 2) * distance - (a + 3)) * distance * distance + 1,
            < 2 => ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a,
            _ => 0,
        };
    }
}

/// <summary>The weights of a resampled axis, by output position; positions outside the input have none.</summary>
/// <param name="Length">of the input's axis</param>
internal sealed record ResampleTaps(long Length, IReadOnlyList<(long Position, double Weight)[]> Rows)
{
    /// <summary>(output, input), row-major.</summary>
    internal double[] Matrix()
    {
        var matrix = new double[Rows.Count * Length];
        for (var row = 0; row < Rows.Count; row++)
        {
            foreach (var (position, weight) in Rows[row])
                matrix[row * Length + position] += weight;
        }

        return matrix;
    }
}
