using VizBench.Networks;

namespace VizBench.Methods.Optimising;

/// <summary>What pictures are painted on: their size, and how colours become the network's units.</summary>
/// <param name="Height">pixels</param>
/// <param name="Width">pixels</param>
/// <param name="Preprocessing">colours in 0 … 1 become (colour − mean) / std</param>
internal sealed record Canvas(long Height, long Width, Preprocessing Preprocessing, ScalarType Type, Device Device)
{
    // Rec. 601, as pictures from files become grey; the Y of YIQ.
    private static readonly double[] s_luma = [0.299, 0.587, 0.114];

    /// <summary>Red, green and blue; one of grey; or as many as the network's input has, which are then no colors to anybody.</summary>
    internal long Channels => Preprocessing.Mean.Count;

    /// <summary>A canvas of the network's own input size.</summary>
    /// <exception cref="UserError">the preprocessing is of another number of channels than the network's input</exception>
    internal static Canvas Of(Probe probe)
    {
        var shape = probe.Input.shape;
        var preprocessing = probe.Network.Architecture.Preprocessing;
        return shape[1] == preprocessing.Mean.Count
            ? new Canvas(shape[2], shape[3], preprocessing, probe.Input.dtype, probe.Input.device)
            : throw new UserError($"{probe.Network.Name} takes {shape[1]} channels, and its preprocessing has means and deviations of {preprocessing.Mean.Count}; give it one of each for every channel");
    }

    /// <summary>Colours in 0 … 1, (N, C, H, W) in the order red, green, blue where there are three, in the network's units. Differentiable.</summary>
    internal Tensor ToNetwork(Tensor colours) => Ordered((colours - Row(Preprocessing.Mean)) / Row(Preprocessing.Std));

    /// <summary>The inverse of <see cref="ToNetwork"/>.</summary>
    internal Tensor ToColours(Tensor picture) => Ordered(picture) * Row(Preprocessing.Std) + Row(Preprocessing.Mean);

    /// <summary>One colour in the network's units, by channel in the network's order.</summary>
    internal double[] InNetworkUnits(double colour)
    {
        var values = Preprocessing.Mean.Zip(Preprocessing.Std, (mean, std) => (colour - mean) / std);
        return [.. InNetworkOrder(values)];
    }

    /// <summary>How many pixels here are so many of a picture of another side, rounded.</summary>
    internal int Pixels(double length, double side) => (int)Math.Round(length * Math.Min(Height, Width) / side, MidpointRounding.AwayFromZero);

    /// <summary>One number for each channel, given red, green, blue, in the network's order.</summary>
    internal IEnumerable<double> InNetworkOrder(IEnumerable<double> values) => Preprocessing.BlueFirst ? values.Reverse() : values;

    /// <summary>(1, C, 1, 1): one number for each channel.</summary>
    internal Tensor Row(IEnumerable<double> values) => tensor([.. values], [1, Channels, 1, 1], Type, Device);

    /// <summary>The luminance of colors in the order red, green, blue, (N, 3, H, W) → (N, 1, H, W); grey as it is.</summary>
    internal Tensor Luminance(Tensor colors) => Channels == 1 ? colors : (colors * Row(s_luma)).sum(1, true);

    internal Tensor Zeros(params long[] shape) => zeros(shape, Type, Device);

    private Tensor Ordered(Tensor x) => Preprocessing.BlueFirst && Channels == Colours.Count ? cat([x.narrow(1, 2, 1), x.narrow(1, 1, 1), x.narrow(1, 0, 1)], 1) : x;
}
