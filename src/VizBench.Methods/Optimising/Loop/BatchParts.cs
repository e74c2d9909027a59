using VizBench.Networks;

namespace VizBench.Methods.Optimising;

/// <summary>
/// How many pictures are optimized at once. On a processor a batch that falls out of the cache is slower than its pictures one by
/// one; on a GPU a large one is what makes it fast, as far as memory goes. A rule, not a timing made on the spot, so
/// that a run gives the same bytes twice; measured by `benchmarks steps NETWORK LAYER ROUNDS UNITS`.
/// </summary>
internal static class BatchParts
{
    /// <summary>Of the widest layer's output of all pictures together, on a processor.</summary>
    private const long MostProcessorBytes = 8L << 20;

    /// <summary>The same on a GPU; all layers together then take some tens of times this.</summary>
    private const long MostDeviceBytes = 1L << 30;

    private const int MostPictures = 64;

    /// <param name="most">at once; null: as many as are fast</param>
    internal static IEnumerable<(int First, int Size)> Of(Probe probe, int count, int? most)
    {
        var together = most ?? MostOf(probe);
        var parts = (count - 1) / together + 1;
        var size = (count + parts - 1) / Math.Max(1, parts);
        for (var first = 0; first < count; first += size)
            yield return (first, Math.Min(size, count - first));
    }

    /// <summary>A part's inputs by role: its own where there is one for each picture, else what all have in common.</summary>
    internal static IReadOnlyDictionary<string, Tensor> RolesOf(Probe probe, int count, int first, int size) =>
        probe.Roles.ToDictionary(role => role.Key, role => role.Value.shape[0] == count ? role.Value.narrow(0, first, size) : role.Value, StringComparer.Ordinal);

    /// <summary>How many pictures of the input's size are fast together: it may be another than the network's.</summary>
    internal static int MostOf(Probe probe)
    {
        var network = probe.Network;
        var shapes = LayerShapes.At(network.Architecture, probe.Input.shape[2], probe.Input.shape[3], [.. network.Architecture.Layers.Select(layer => layer.Name)]);
        var bytes = shapes.Widest * (network.dtype == ScalarType.Float64 ? 8 : 4);
        return (int)Math.Clamp((network.device.type == DeviceType.CPU ? MostProcessorBytes : MostDeviceBytes) / bytes, 1, MostPictures);
    }
}
