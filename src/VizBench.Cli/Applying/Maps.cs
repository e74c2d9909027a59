using VizBench.Data.Rendering;

namespace VizBench.Cli.Applying;

/// <summary>A result as maps of numbers: samples × channels × rows × columns. Vectors are laid out as near to a square as their length allows.</summary>
internal sealed class Maps
{
    private readonly double[] _values;

    private Maps(double[] values, int samples, int channels, int height, int width) =>
        (_values, Samples, Channels, Height, Width) = (values, samples, channels, height, width);

    public int Samples { get; }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    public bool HasNegative => Array.Exists(_values, value => value < 0);

    /// <param name="value">(N, K), (N, H, W) or (N, C, H, W)</param>
    public static Maps Of(Tensor value)
    {
        using var scope = NewDisposeScope();
        var values = value.detach().to(ScalarType.Float64, CPU).data<double>().ToArray();
        int[] shape = [.. value.shape.Select(axis => (int)axis)];
        return shape.Length switch
        {
            4 => new Maps(values, shape[0], shape[1], shape[2], shape[3]),
            3 => new Maps(values, shape[0], 1, shape[1], shape[2]),
            _ => OfVectors(values, shape[0], values.Length / shape[0]),
        };
    }

    public double[] Channel(int sample, int channel)
    {
        var area = Height * Width;
        return _values.AsSpan((sample * Channels + channel) * area, area).ToArray();
    }

    public double[] SumOverChannels(int sample)
    {
        var volume = Channels * Height * Width;
        return SignedMap.SumOverChannels(_values.AsSpan(sample * volume, volume).ToArray(), Channels, Height, Width);
    }

    private static Maps OfVectors(double[] values, int samples, int length)
    {
        var height = Enumerable.Range(1, (int)Math.Sqrt(length)).Last(rows => length % rows == 0);
        return new Maps(values, samples, 1, height, length / height);
    }
}
