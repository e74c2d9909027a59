using VizBench.Networks;

namespace VizBench.Methods.Relevance;

/// <summary>The least and the greatest value that each channel of the first layer's input can have, for z^B.</summary>
internal static class PixelBounds
{
    /// <summary>As given; where nothing is given, black and white in the units of what the first layer reads.</summary>
    /// <param name="network">in canonical form</param>
    /// <exception cref="UserError">one of the two alone, the wrong number of values, a least above the greatest, or a first layer that doesn't read the pixels</exception>
    internal static (IReadOnlyList<double> Low, IReadOnlyList<double> High) Of(Network network, double[] low, double[] high, string method)
    {
        if (low.Length == 0 && high.Length == 0)
            return FromPreprocessing(network, method);
        var channels = network.Architecture.InputShape[0];
        if (low.Length != channels || high.Length != channels)
            throw new UserError($"{method}: zbox needs pixel bounds for each of {channels} channels, and got {low.Length} in low and {high.Length} in high; give both with --set low=… --set high=…, or neither");
        for (var c = 0; c < channels; c++)
        {
            if (low[c] >= high[c])
                throw new UserError($"{method}: zbox needs low below high, and channel {c} has {low[c]} and {high[c]}; mend --set low=… or --set high=…");
        }

        return (low, high);
    }

    private static (IReadOnlyList<double>, IReadOnlyList<double>) FromPreprocessing(Network network, string method)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var architecture = network.Architecture;
        var found = new List<(double[] Low, double[] High)>();
        foreach (var layer in FirstLayers.Of(architecture))
        {
            if (Normalizations(architecture, layer.Inputs[0]) is not { } normalizations || Through(network, normalizations, method) is not { } bounds)
                throw new UserError($"{method}: zbox needs pixel bounds, and '{layer.Name}', the first layer of {architecture.Name}, reads '{layer.Inputs[0]}' and not the pixels; give the bounds of what it reads with --set low=… --set high=…");
            found.Add(bounds);
        }

        if (found.Count == 0)
            return BlackAndWhite(architecture, method);
        return found.TrueForAll(bounds => bounds.Low.SequenceEqual(found[0].Low) && bounds.High.SequenceEqual(found[0].High))
            ? found[0]
            : throw new UserError($"{method}: zbox needs pixel bounds, and the first layers of {architecture.Name} read the pixels in different units; give bounds with --set low=… --set high=…");
    }

    private static (double[] Low, double[] High) BlackAndWhite(Architecture architecture, string method)
    {
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

    /// <summary>The scales and shifts between the input and a layer's input, from the input on; null where something else lies between.</summary>
    private static List<Layer>? Normalizations(Architecture architecture, string name)
    {
        var layers = new List<Layer>();
        for (; architecture.Has(name); name = layers[0].Inputs[0])
        {
            layers.Insert(0, architecture.LayerNamed(name));
            if (layers[0].Operation is not (BatchNorm or Scale or Shift or Affine or ScaleShift or Dropout))
                return null;
        }

        return layers;
    }

    /// <summary>Black and white behind normalizations in the graph itself; null where they differ from position to position.</summary>
    private static (double[] Low, double[] High)? Through(Network network, List<Layer> normalizations, string method)
    {
        var (black, white) = BlackAndWhite(network.Architecture, method);
        if (normalizations.Count == 0)
            return (black, white);
        Tensor Run(double[] bounds)
        {
            var image = tensor(bounds, [1, bounds.Length, 1, 1], ScalarType.Float64).expand([1, .. network.Architecture.InputShape]).contiguous().to(network.dtype, network.device);
            return normalizations.Aggregate(image, (values, layer) => layer.Operation.Forward([values], network.ParametersOf(layer.Name))).to(ScalarType.Float64, CPU);
        }

        var ends = stack([Run(black), Run(white)]).reshape(2, network.Architecture.InputShape[0], -1);
        if (!ends.eq(ends.narrow(2, 0, 1)).all().item<bool>())
            return null;
        // A negative factor exchanges the two.
        var (low, high) = (ends.amin(0).narrow(1, 0, 1).contiguous(), ends.amax(0).narrow(1, 0, 1).contiguous());
        return (low.data<double>().ToArray(), high.data<double>().ToArray());
    }
}
