namespace VizBench.Data.Images;

/// <summary>What a network was trained to be given: (value − mean) / deviation, by channel.</summary>
public sealed class Normalization
{
    /// <param name="mean">one number a channel, in units of pictures in 0..1</param>
    /// <param name="deviation">one positive number a channel</param>
    /// <exception cref="ArgumentException">different lengths, none, or a deviation that is not positive</exception>
    public Normalization(IReadOnlyList<double> mean, IReadOnlyList<double> deviation)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(deviation);
        if (mean.Count != deviation.Count || mean.Count == 0)
            throw new ArgumentException(
                $"{mean.Count} means and {deviation.Count} deviations; every channel needs one of each", nameof(mean));
        if (deviation.Any(d => d is not (> 0 and < double.PositiveInfinity)))
            throw new ArgumentException("each deviation must be positive and finite", nameof(deviation));
        (Mean, Deviation) = ([.. mean], [.. deviation]);
    }

    /// <summary>torchvision's numbers for networks trained on ImageNet.</summary>
    public static Normalization ImageNet { get; } = new([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);

    /// <summary>Changes nothing.</summary>
    public static Normalization None { get; } = new([0, 0, 0], [1, 1, 1]);

    /// <summary>By channel of the picture: red, green, blue.</summary>
    public IReadOnlyList<double> Mean { get; }

    /// <summary>By channel of the picture: red, green, blue.</summary>
    public IReadOnlyList<double> Deviation { get; }

    /// <summary>Whether the network's channels run the other way: blue, green, red.</summary>
    public bool BlueFirst { get; init; }

    /// <summary>A picture in 0..1 to the network's units.</summary>
    /// <exception cref="ArgumentException">another number of channels</exception>
    public PlanarImage ToNetwork(PlanarImage image) =>
        Map(image, (values, result, c) => Map(Plane(values, c), Plane(result, NetworkChannel(c)), v => (v - Mean[c]) / Deviation[c]));

    /// <summary>The network's units to a picture, 0..1 where it was one; what lies outside is kept.</summary>
    /// <exception cref="ArgumentException">another number of channels</exception>
    public PlanarImage ToPicture(PlanarImage image) =>
        Map(image, (values, result, c) => Map(Plane(values, NetworkChannel(c)), Plane(result, c), v => v * Deviation[c] + Mean[c]));

    private int NetworkChannel(int channel) => BlueFirst ? Mean.Count - 1 - channel : channel;

    private Span<double> Plane(double[] values, int channel)
    {
        var area = values.Length / Mean.Count;
        return values.AsSpan(channel * area, area);
    }

    private PlanarImage Map(PlanarImage image, Action<double[], double[], int> mapChannel)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Channels != Mean.Count)
            throw new ArgumentException($"the picture has {image.Channels} channels, the normalisation {Mean.Count}", nameof(image));
        var result = new double[image.Values.Length];
        for (var channel = 0; channel < image.Channels; channel++)
            mapChannel(image.Values, result, channel);
        return new PlanarImage(image.Channels, image.Height, image.Width, result);
    }

    private static void Map(ReadOnlySpan<double> values, Span<double> result, Func<double, double> map)
    {
        for (var i = 0; i < values.Length; i++)
            result[i] = map(values[i]);
    }
}
