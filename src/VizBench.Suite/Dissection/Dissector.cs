using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Suite;

/// <summary>What is asked of a dissection.</summary>
public sealed record DissectionSettings
{
    /// <summary>The share of a unit's activations above its threshold; Bau et al. 2017: 0.005.</summary>
    public double Quantile { get; init; } = 0.005;

    /// <summary>How maps come to the masks' size.</summary>
    public MapUpsampling Upsampling { get; init; }

    /// <summary>Which intersection over union decides.</summary>
    public DissectionIou Iou { get; init; }

    /// <summary>The seed of a random rotation of each layer's units (<see cref="BasisRotation"/>); null: the units as they are.</summary>
    public long? Rotation { get; init; }
}

/// <summary>How a unit's map comes to the size of the masks.</summary>
public enum MapUpsampling
{
    /// <summary>Bilinear, half-pixel centers, edges clamped.</summary>
    Bilinear,

    /// <summary>Bilinear between the centers of the units' receptive fields, as the paper's program does.</summary>
    ReceptiveField,
}

/// <summary>The two intersections over unions (<see cref="ConceptCounts"/>).</summary>
public enum DissectionIou
{
    /// <summary>Published: a unit's pixels count in images that have a pixel of the concept's category.</summary>
    CategoryConditional,

    /// <summary>Over all images.</summary>
    Set,
}

/// <summary>The units of one layer against all concepts.</summary>
/// <param name="Thresholds">one for each unit</param>
/// <param name="Iou">(units, concepts); NaN where neither has a pixel</param>
public sealed record DissectedLayer(string Name, IReadOnlyList<double> Thresholds, double[,] Iou);

/// <summary>
/// Network dissection (Bau et al. 2017): for each unit the share q of its activations over a dataset that are largest, and how well the places of these
/// coincide with each concept. Two passes over the data, whatever the number of layers: the exact thresholds, then all counts of all units and concepts by one
/// matrix product for each batch.
/// </summary>
public static class Dissector
{
    /// <summary>IoU above which a unit is a detector of its best concept (Bau et al. 2017).</summary>
    public const double DetectorIou = 0.04;

    private const int Batch = 32;

    // A batch's activations, and its masks as numbers, take a few times eight bytes of each; an image at least is computed at once.
    private const long MostValues = 1 << 25;

    /// <param name="layers">names of layers with rows and columns</param>
    /// <param name="progress">told the share done</param>
    /// <exception cref="UserError">a layer without rows and columns, none at all, or activations that are no finite numbers</exception>
    public static IReadOnlyList<DissectedLayer> Run(
        Network network, IReadOnlyList<string> layers, ConceptDataset dataset, DissectionSettings settings, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(settings);
        var units = UnitsOf(network.Architecture, layers);
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var together = Together(network.Architecture, layers, units.Sum() * (long)dataset.MaskPixels);
        var anchors = settings.Upsampling == MapUpsampling.ReceptiveField ? AnchorsOf(network.Architecture, layers) : null;
        var seen = new Seen(network, layers, [.. units.Select(count => RotationOf(network, count, settings.Rotation))]);
        var thresholds = Thresholds(seen, dataset, settings.Quantile, together, new Half(progress, 0), cancellation);
        using var counts = new ConceptCounts(units.Sum(), dataset.Concepts.Count, dataset.Categories, network.device);
        var limits = thresholds.Select(values => tensor(values, [1, values.Length, 1, 1], network.dtype, network.device)).ToArray();
        Each(dataset, together, new Half(progress, 0.5), cancellation, (first, count) =>
        {
            var batch = dataset.Read(network, first, count);
            var (height, width) = (batch.Masks.shape[2], batch.Masks.shape[3]);
            var outputs = seen.Maps(batch.Input, cancellation);
            counts.Add(cat([.. outputs.Select((maps, i) => Upsampled(network.Architecture, anchors?[i], maps, height, width).gt(limits[i]))], 1), batch.Masks);
        });
        var iou = ArrayDissection.IouOf(counts, settings.Iou);
        return [.. layers.Select((layer, i) => new DissectedLayer(layer, thresholds[i], Rows(iou, units.Take(i).Sum(), units[i])))];
    }

    /// <summary>How many images are computed at once.</summary>
    /// <param name="masks">pixels of all units' masks of one image</param>
    private static long Together(Architecture architecture, IReadOnlyList<string> layers, long masks)
    {
        var activations = layers.Sum(layer => architecture.ShapeOf(layer).Aggregate(1L, (product, length) => product * length));
        return Math.Clamp(MostValues / Math.Max(masks, activations), 1, Batch);
    }

    private static double[][] Thresholds(Seen seen, ConceptDataset dataset, double quantile, long together, IProgress<double> progress, CancellationToken cancellation)
    {
        UnitThresholds[]? kept = null;
        Each(dataset, together, progress, cancellation, (first, count) =>
        {
            var outputs = seen.Maps(dataset.Input(seen.Network, first, count), cancellation);
            kept ??= [.. outputs.Select(maps => ArrayDissection.Told("--quantile", () => new UnitThresholds(maps.shape[1], dataset.Count * maps.shape[2] * maps.shape[3], quantile)))];
            for (var i = 0; i < kept.Length; i++)
                ArrayDissection.Told(seen.Layers[i], () => kept[i].Add(outputs[i]));
        });
        return Array.ConvertAll(kept ?? throw new UserError($"{dataset.Name}: it has no images, so there is nothing to dissect with"), unit => unit.Values());
    }

    private static void Each(ConceptDataset dataset, long together, IProgress<double> progress, CancellationToken cancellation, Action<long, long> work)
    {
        for (var first = 0L; first < dataset.Count; first += together)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            work(first, Math.Min(together, dataset.Count - first));
            progress.Report(Math.Min(1, (first + together) / (double)dataset.Count));
        }
    }

    /// <summary>The receptive field of each layer's units.</summary>
    private static ReceptiveField[] AnchorsOf(Architecture architecture, IReadOnlyList<string> layers)
    {
        var fields = ReceptiveFields.Of(architecture);
        return [.. layers.Select(layer => fields[architecture.LayerNamed(layer).Name] is { Rows.Stride: > 0, Columns.Stride: > 0 } field
            ? field
            : throw new UserError($"{layer}: its units see the whole input, so they have no centers to be anchored at; take --upsample bilinear"))];
    }

    private static Tensor Upsampled(Architecture architecture, ReceptiveField? anchor, Tensor maps, long height, long width) => anchor is { } field
        ? MapSampling.Anchored(maps, AxisOf(field.Rows, architecture.InputShape[1], height), height, AxisOf(field.Columns, architecture.InputShape[2], width), width)
        : MapSampling.Bilinear(maps, height, width);

    /// <summary>Where the fields' centers stand in masks of another size than the input.</summary>
    private static MapAxis AxisOf(ReceptiveInterval field, long input, long masks)
    {
        var scale = (double)masks / input;
        return new MapAxis((field.Start + field.Size / 2.0) * scale - 0.5, field.Stride * scale);
    }

    private static int[] UnitsOf(Architecture architecture, IReadOnlyList<string> layers)
    {
        if (layers.Count == 0)
            throw new UserError("no layer is named, so there is nothing to dissect; name some with --layers");
        foreach (var layer in layers)
        {
            if (!LastSpatialLayer.IsSpatial(architecture, layer))
                throw new UserError($"{layer} has no rows and columns, so its units see no place; dissect a layer with maps (vizbench list layers {architecture.Name})");
        }

        return [.. layers.Select(layer => (int)architecture.ShapeOf(layer)[0])];
    }

    private static double[,] Rows(double[,] all, int first, int count)
    {
        var rows = new double[count, all.GetLength(1)];
        Array.Copy(all, first * all.GetLength(1), rows, 0, rows.Length);
        return rows;
    }

    private static Tensor? RotationOf(Network network, int units, long? seed) =>
        seed is { } given ? tensor(BasisRotation.Random(units, given), [units, units], network.dtype, network.device) : null;

    /// <summary>What is dissected: layers of a network, each in a basis of its own where it is rotated.</summary>
    private sealed record Seen(Network Network, IReadOnlyList<string> Layers, IReadOnlyList<Tensor?> Rotations)
    {
        /// <summary>(N, units, h, w) of each layer.</summary>
        internal IReadOnlyList<Tensor> Maps(Tensor input, CancellationToken cancellation) =>
            [.. ForwardWalk.Outputs(Network, input, Layers, cancellation).Zip(Rotations, (maps, rotation) => rotation is null ? maps : rotation.matmul(maps.flatten(2)).reshape(maps.shape))];
    }

    /// <summary>One of the two passes.</summary>
    private sealed class Half(IProgress<double>? whole, double before) : IProgress<double>
    {
        public void Report(double value) => whole?.Report(before + value / 2);
    }
}
