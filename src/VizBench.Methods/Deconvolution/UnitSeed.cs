namespace VizBench.Methods.Deconvolution;

/// <summary>A signal at a layer that is its activation at one map or one position, zero elsewhere.</summary>
internal static class UnitSeed
{
    /// <param name="activation">(N, C, h, w), or (N, C) where each unit is one number</param>
    /// <param name="unit">a channel, or one position of it</param>
    /// <param name="strongest">whether only the largest value of the channel is kept, in each sample its own</param>
    /// <param name="layer">for messages</param>
    /// <exception cref="UserError">the layer has no such unit</exception>
    internal static Tensor Of(Tensor activation, Unit unit, bool strongest, string layer)
    {
        var chosen = Activation.UnitSelection.Of(activation, [unit], layer);
        var seed = zeros_like(activation);
        var channel = seed.select(1, unit.Channel);
        if (unit is { Y: { } y, X: { } x })
            channel.select(1, y).select(1, x).copy_(chosen.squeeze(1));
        else
            channel.copy_(strongest && activation.shape.Length == 4 ? chosen.squeeze(1) * First(chosen.squeeze(1)) : chosen.squeeze(1));
        return seed;
    }

    /// <summary>1 at the largest value of each sample's map, the first in row-major order, 0 elsewhere: (N, h, w).</summary>
    private static Tensor First(Tensor map)
    {
        var flat = map.flatten(1);
        // Position by position, because which of equal values argmax finds differs between devices.
        var last = flat.shape[1] - 1;
        var places = arange(last, -1, -1, ScalarType.Int64, device: map.device);
        var largest = flat.amax(1).unsqueeze(1);
        var place = (flat.eq(largest) * places).amax(1).unsqueeze(1);
        return places.eq(place).reshape(map.shape);
    }
}
