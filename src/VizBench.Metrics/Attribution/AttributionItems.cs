namespace VizBench.Metrics;

/// <summary>Attribution maps beside their regions of truth, one pair per item, on the CPU in float64.</summary>
internal static class AttributionItems
{
    /// <summary>
    /// (N,H,W) or (N,1,H,W) maps and boolean regions → one value per item; NaN where the value is undefined: the region is
    /// empty, or the map holds NaN.
    /// </summary>
    /// <exception cref="ArgumentException">the shapes differ, maps have more than one channel, or regions are not boolean</exception>
    internal static double[] Measure(Tensor attributions, Tensor regions, bool absolute, Func<double[], bool[], double> metric)
    {
        using var scope = NewDisposeScope();
        var maps = Flatten(attributions, nameof(attributions)).to(float64, CPU);
        var truths = Masks(regions, nameof(regions));
        if (!maps.shape.SequenceEqual(truths.shape) || !Extent(attributions).SequenceEqual(Extent(regions)))
            throw new ArgumentException($"attributions {attributions} and regions {regions} differ in shape", nameof(regions));
        if (absolute)
            maps = maps.abs();
        var values = new double[maps.shape[0]];
        for (var n = 0; n < values.Length; n++)
        {
            var map = maps.select(0, n).data<double>().ToArray();
            var region = truths.select(0, n).data<bool>().ToArray();
            values[n] = Array.Exists(map, double.IsNaN) || !Array.Exists(region, inside => inside) ? double.NaN : metric(map, region);
        }

        return values;
    }

    /// <summary>Boolean (N,H,W) or (N,1,H,W) → (N, H·W) on the CPU.</summary>
    internal static Tensor Masks(Tensor masks, string name)
    {
        var flat = Flatten(masks, name);
        return flat.dtype == @bool ? flat.cpu() : throw new ArgumentException($"{name} must be boolean, not {masks}", name);
    }

    /// <summary>Height and width.</summary>
    internal static long[] Extent(Tensor maps) => maps.shape[^2..];

    /// <summary>Positions from the highest value down; equal values by row-major index.</summary>
    internal static int[] Descending(double[] map)
    {
        var order = new int[map.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => map[b].CompareTo(map[a]) is var byValue and not 0 ? byValue : a.CompareTo(b));
        return order;
    }

    private static Tensor Flatten(Tensor maps, string name)
    {
        ArgumentNullException.ThrowIfNull(maps, name);
        return maps.ndim == 3 || (maps.ndim == 4 && maps.shape[1] == 1)
            ? maps.detach().flatten(1)
            : throw new ArgumentException($"{name} are (N,H,W) or (N,1,H,W), not {maps}; reduce the channels first", name);
    }
}
