namespace VizBench.Networks;

/// <summary>Checks on the shape of one sample (without the batch's axis), for <see cref="Operation.OutputShape"/>.</summary>
internal static class SampleShape
{
    /// <summary>Rows and columns of (C, H, W).</summary>
    /// <exception cref="ArgumentException">another rank</exception>
    internal static Extent Spatial(long[] shape) => shape.Length == 3
        ? new Extent(shape[1], shape[2])
        : throw new ArgumentException($"an input of shape ({string.Join(", ", shape)}) has no channels, rows and columns");

    /// <exception cref="ArgumentException">the first axis has another length</exception>
    internal static long[] WithChannels(long[] shape, long channels) => shape.Length > 0 && shape[0] == channels
        ? shape
        : throw new ArgumentException($"an input of shape ({string.Join(", ", shape)}) has not the {channels} channels that the weights are for");

    /// <summary>A parameter's shape with lengths of 1 put before it, up to the number of the input's axes.</summary>
    /// <exception cref="ArgumentException">it has more axes than the input</exception>
    internal static long[] Aligned(IReadOnlyList<long> parameter, long[] input) => parameter.Count <= input.Length
        ? [.. Enumerable.Repeat(1L, input.Length - parameter.Count), .. parameter]
        : throw new ArgumentException($"a parameter of shape ({string.Join(", ", parameter)}) has more axes than an input of shape ({string.Join(", ", input)})");

    internal static long Count(long[] shape) => shape.Aggregate(1L, (product, size) => checked(product * size));
}
