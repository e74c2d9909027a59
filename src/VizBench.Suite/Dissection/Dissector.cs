using VizBench.Metrics;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>The units of one layer against all concepts.</summary>
/// <param name="Thresholds">one for each unit</param>
/// <param name="Iou">(units, concepts); NaN where neither has a pixel</param>
/// <param name="ActivePixels">of each unit's masks over the whole dataset</param>
/// <param name="Dimensions">in how many directions the activations vary (<see cref="EffectiveDimensions"/>)</param>
/// <param name="Top">the images in which each unit is strongest, strongest first, of equals the earlier; as many as the settings ask for</param>
public sealed record DissectedLayer(string Name, IReadOnlyList<double> Thresholds, double[,] Iou, IReadOnlyList<long> ActivePixels, double Dimensions, IReadOnlyList<IReadOnlyList<long>> Top);

/// <summary>A network's layers against a dataset's concepts.</summary>
/// <param name="ConceptPixels">pixels that show each concept, over the whole dataset</param>
public sealed record DissectionResult(IReadOnlyList<DissectedLayer> Layers, IReadOnlyList<long> ConceptPixels);

/// <summary>
/// Network dissection (Bau et al. 2017): for each unit the share q of its activations over a dataset that are largest, and how well the places of these
/// coincide with each concept. Two passes over the data, whatever the number of layers: the exact thresholds, then the counts of all units and concepts. A map
/// that stays below its unit's threshold is neither enlarged nor counted, and that is most of them.
/// </summary>
public static class Dissector
{
    private const int Batch = 32;

    // Of a batch's activations, and of the enlarged maps of a layer, at four or eight bytes; an image and a map at least are computed at once.
    private const long MostValues = 1 << 25;

    /// <param name="layers">names of layers with rows and columns</param>
    /// <param name="progress">told the share done</param>
    /// <exception cref="UserError">a layer without rows and columns, none at all, or an activation that is NaN or infinite</exception>
    public static DissectionResult Run(
        Network network, IReadOnlyList<string> layers, ConceptDataset dataset, DissectionSettings settings, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(settings);
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var units = new LayerUnits(network, layers, settings);
        var together = Math.Clamp(MostValues / units.Values, 1, Batch);
        var tops = units.Counts.Select(count => Enumerable.Range(0, count).Select(_ => new TopImages(settings.TopImages)).ToArray()).ToArray();
        var dimensions = units.Counts.Select(count => new EffectiveDimensions(count)).ToArray();
        var thresholds = Thresholds(units, dataset, settings.Quantile, tops, dimensions, together, new ProgressPart(progress, 0, 0.5), cancellation);
        var counts = new ConceptCounts(units.Counts.Sum(), dataset.Concepts.Count, dataset.Categories);
        var limits = thresholds.Select(values => tensor(values, [values.Length], network.dtype, network.device)).ToArray();
        Each(dataset, together, new ProgressPart(progress, 0.5, 0.5), cancellation, (first, count) =>
        {
            var batch = dataset.Read(network, first, count);
            counts.AddLabels(batch.Labels);
            var maps = units.Maps(batch.Input, cancellation);
            for (var (layer, before) = (0, 0); layer < maps.Count; before += units.Counts[layer++])
                Count(counts, units, layer, before, maps[layer], limits[layer], batch.Labels);
        });
        var iou = ArrayDissection.Iou(counts, settings.Iou);
        return new DissectionResult(
            [.. layers.Select((layer, i) =>
            {
                var (first, own) = (units.Counts.Take(i).Sum(), units.Counts[i]);
                return new DissectedLayer(layer, thresholds[i], Rows(iou, first, own), [.. counts.UnitPixels.Skip(first).Take(own)], dimensions[i].Value, [.. tops[i].Select(unit => unit.Images)]);
            })],
            [.. counts.ConceptPixels]);
    }

    private static double[][] Thresholds(LayerUnits units, ConceptDataset dataset, double quantile, TopImages[][] tops, EffectiveDimensions[] dimensions, long together, IProgress<double> progress, CancellationToken cancellation)
    {
        UnitThresholds[]? kept = null;
        Each(dataset, together, progress, cancellation, (first, count) =>
        {
            var outputs = units.Maps(dataset.Input(units.Network, first, count), cancellation);
            kept ??= [.. outputs.Select(maps => ArrayDissection.Told("--quantile", () => new UnitThresholds(maps.shape[1], dataset.Count * maps.shape[2] * maps.shape[3], quantile)))];
            for (var i = 0; i < kept.Length; i++)
            {
                dimensions[i].Add(outputs[i]);
                var highest = ArrayDissection.Told(units.Layers[i], () => kept[i].Add(outputs[i]));
                for (var map = 0; map < highest.Length; map++)
                    tops[i][map % tops[i].Length].Offer(first + map / tops[i].Length, highest[map]);
            }
        });
        return Array.ConvertAll(kept ?? throw new UserError($"{dataset.Name}: it has no images, so there is nothing to dissect with"), unit => unit.Values());
    }

    /// <summary>Counts a batch's maps of one layer that rise above their unit's threshold.</summary>
    /// <param name="before">units of the layers before</param>
    private static void Count(ConceptCounts counts, LayerUnits units, int layer, int before, Tensor maps, Tensor limits, IReadOnlyList<ConceptLabels> labels)
    {
        var own = units.Counts[layer];
        var rises = maps.flatten(2).amax(2).gt(limits.unsqueeze(0)).cpu().contiguous().data<bool>().ToArray();
        var flat = maps.flatten(0, 1);
        foreach (var alike in Enumerable.Range(0, rises.Length).Where(map => rises[map]).GroupBy(map => (labels[map / own].Height, labels[map / own].Width)))
        {
            var (height, width) = alike.Key;
            foreach (var part in alike.Chunk((int)Math.Max(1, MostValues / ((long)height * width))))
            {
                using var scope = NewDisposeScope();
                Tensor Numbers(Func<int, long> of) => tensor(Array.ConvertAll(part, map => of(map)), [part.Length], device: maps.device);
                var enlarged = units.Upsampled(layer, flat.index_select(0, Numbers(map => map)), height, width);
                var active = enlarged.gt(limits.index_select(0, Numbers(map => map % own)).reshape(-1, 1, 1));
                counts.AddMasks(active, Array.ConvertAll(part, map => before + map % own), Array.ConvertAll(part, map => map / own), labels);
            }
        }
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

    private static double[,] Rows(double[,] all, int first, int count)
    {
        var rows = new double[count, all.GetLength(1)];
        Array.Copy(all, first * all.GetLength(1), rows, 0, rows.Length);
        return rows;
    }

    /// <summary>The images in which a unit is strongest, offered in their order.</summary>
    private sealed class TopImages(int capacity)
    {
        private readonly List<(long Image, double Value)> _strongest = new(capacity + 1);

        internal IReadOnlyList<long> Images => [.. _strongest.Select(top => top.Image)];

        internal void Offer(long image, double value)
        {
            if (capacity == 0 || (_strongest.Count == capacity && value <= _strongest[^1].Value))
                return;
            var at = _strongest.FindIndex(other => other.Value < value);
            _strongest.Insert(at < 0 ? _strongest.Count : at, (image, value));
            if (_strongest.Count > capacity)
                _strongest.RemoveAt(capacity);
        }
    }
}
