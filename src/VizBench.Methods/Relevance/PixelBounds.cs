using VizBench.Networks;

namespace VizBench.Methods.Relevance;

/// <summary>The least and the greatest value that each channel of the first layer's input can have, for z^B.</summary>
internal static class PixelBounds
{
    /// <summary>As given; where nothing is given, black and white in the network's normalised units.</summary>
    /// <exception cref="UserError">one of the two alone, the wrong number of values, a least above the greatest, or a first layer that doesn't read the pixels</exception>
    internal static (IReadOnlyList<double> Low, IReadOnlyList<double> High) Of(Architecture architecture, double[] low, double[] high, string method)
    {
        var channels = architecture.InputShape[0];
        if (low.Length == 0 && high.Length == 0)
            return FromPreprocessing(architecture, method);
        if (low.Length != channels || high.Length != channels)
            throw new UserError($"{method}: zbox needs pixel bounds for each of {channels} channels, and got {low.Length} in low and {high.Length} in high; give both with --set low=… --set high=…, or neither");
        for (var c = 0; c < channels; c++)
        {
            if (low[c] >= high[c])
                throw new UserError($"{method}: zbox needs low below high, and channel {c} has {low[c]} and {high[c]}; mend --set low=… or --set high=…");
        }

        return (low, high);
    }

    private static (IReadOnlyList<double>, IReadOnlyList<double>) FromPreprocessing(Architecture architecture, string method)
    {
        var odd = FirstLayers.Of(architecture).FirstOrDefault(layer => !string.Equals(layer.Inputs[0], Architecture.InputName, StringComparison.Ordinal));
        if (odd is not null)
            throw new UserError($"{method}: zbox needs pixel bounds, and '{odd.Name}', the first layer of {architecture.Name}, reads '{odd.Inputs[0]}' and not the pixels; give the bounds of what it reads with --set low=… --set high=…");
        var preprocessing = architecture.Preprocessing;
        if (preprocessing.Mean.Count != architecture.InputShape[0])
            throw new UserError($"{method}: zbox needs pixel bounds, and the normalisation of {architecture.Name} has {preprocessing.Mean.Count} channels where its input has {architecture.InputShape[0]}; give them with --set low=… --set high=…");
        double[] At(double value)
        {
            var bounds = preprocessing.Mean.Zip(preprocessing.Std, (mean, std) => (value - mean) / std);
            return [.. preprocessing.BlueFirst ? bounds.Reverse() : bounds];
        }

        return (At(0), At(1));
    }
}
