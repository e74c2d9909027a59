using System.Diagnostics;
using System.Globalization;
using System.Text;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Engine;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;
using VizBench.Suite;

namespace VizBench.Benchmarks;

/// <summary>
/// What a dissection costs: every unit of every convolutional layer of a network against all concepts of ConceptWorld. First, on one batch and in turns, the
/// counting beside the one dense matrix product that gives the same numbers, and beside a loop over unit, concept and image; then the whole at several numbers
/// of images and layers, with the most memory that the process has had. Usage: dissection [NETWORK] [IMAGES] [ROUNDS].
/// </summary>
internal static class DissectionCosts
{
    private const int Batch = 32;
    private const int LoopImages = 2;

    internal static int Run(string[] args)
    {
        var name = args.Length > 0 ? args[0] : "vgg-mini";
        var images = args.Length > 1 ? long.Parse(args[1], CultureInfo.InvariantCulture) : 10000;
        var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5;
        TorchEngine.Initialise(Environment.ProcessorCount);
        using var opened = NetworkCatalogue.Open(name, null, float32, CPU);
        var architecture = opened.Network.Architecture;
        string[] layers = [.. architecture.Layers.Where(layer => layer.Operation is Convolution).Select(layer => layer.Name)];
        Console.WriteLine($"{name}, {layers.Sum(layer => architecture.ShapeOf(layer)[0])} units of {layers.Length} convolutions, float32, {Environment.ProcessorCount} threads, libtorch {TorchEngine.Version}\n");
        var world = new WorldOptions { Seed = 1000, Size = WorldOptions.SizeFor(architecture.InputShape[^1]) };
        var loop = Counting(opened.Network, layers, ConceptDataset.Of(world, Batch), rounds);
        Stages(opened.Network, layers, ConceptDataset.Of(world, Batch), rounds);
        Whole(opened.Network, layers, world, images, loop);
        return 0;
    }

    /// <summary>Where the time goes: the steps of both passes over one batch.</summary>
    private static void Stages(Network network, string[] layers, ConceptDataset dataset, int rounds)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var input = dataset.Input(network, 0, Batch);
        var maps = ForwardWalk.Outputs(network, input, layers);
        (string Step, Action Work)[] steps =
        [
            ("drawing and preparing images", () => dataset.Input(network, 0, Batch)),
            ("the same with labels", () => dataset.Read(network, 0, Batch)),
            ("forward pass", () => ForwardWalk.Outputs(network, input, layers)),
            ("effective dimensions", () => Each(maps, layer => new EffectiveDimensions((int)layer.shape[1]).Add(layer))),
            ("thresholds, from the beginning", () => Each(maps, layer => new UnitThresholds(layer.shape[1], Batch * layer.shape[2] * layer.shape[3], 0.005).Add(layer))),
        ];
        var table = new StringBuilder();
        MarkdownTable.Append(table, ["step", "ms an image"], steps.Select(step =>
        {
            step.Work();
            return (IReadOnlyList<string>)[step.Step, Milliseconds(Enumerable.Range(0, rounds).Min(_ => Scoped(step.Work)) / Batch)];
        }), numbers: true);
        Console.WriteLine($"Steps of one batch, the least of all rounds:\n\n{table}");

        static void Each(IReadOnlyList<Tensor> maps, Action<Tensor> work)
        {
            foreach (var layer in maps)
                work(layer);
        }

        static double Scoped(Action work)
        {
            using var inner = NewDisposeScope();
            return Seconds(work);
        }
    }

    /// <returns>seconds that the loop would take for one image</returns>
    private static double Counting(Network network, string[] layers, ConceptDataset dataset, int rounds)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var found = Dissector.Run(network, layers, dataset, new DissectionSettings());
        var batch = dataset.Read(network, 0, Batch);
        var (height, width) = (batch.Labels[0].Height, batch.Labels[0].Width);
        var masks = cat([.. ForwardWalk.Outputs(network, batch.Input, layers).Zip(found.Layers, (maps, layer) =>
            MapSampling.Bilinear(maps, height, width).gt(tensor([.. layer.Thresholds], [1, layer.Thresholds.Count, 1, 1], float32)))], 1);
        var (units, concepts, pixels) = ((int)masks.shape[1], dataset.Concepts.Count, height * width);
        var dense = masks.transpose(0, 1).reshape(units, -1).to(float32);
        var seen = DenseOf(batch.Labels, concepts).to(float32);
        var chosen = Enumerable.Range(0, Batch * units).Where(map => dense.reshape(units, Batch, -1).select(0, map % units).select(0, map / units).sum().item<float>() > 0).ToArray();
        var active = masks.flatten(0, 1).index_select(0, tensor(Array.ConvertAll(chosen, map => (long)map), [chosen.Length]));
        int[] unitOf = Array.ConvertAll(chosen, map => map % units), imageOf = Array.ConvertAll(chosen, map => map / units);
        var flat = masks.contiguous().data<bool>().ToArray();
        var (product, counting, looping) = (double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        Tensor? shared = null;
        var counts = new ConceptCounts(units, concepts, dataset.Categories);
        var loop = new long[units, concepts];
        for (var round = 0; round <= rounds; round++)
        {
            counts = new ConceptCounts(units, concepts, dataset.Categories);
            loop = new long[units, concepts];
            var times = new[] { Seconds(() => shared = dense.matmul(seen)), Seconds(() => Count(counts, batch.Labels, active, unitOf, imageOf)), Seconds(() => Loop(loop, flat, batch.Labels, units, pixels)) / LoopImages };
            if (round > 0)
                (product, counting, looping) = (Math.Min(product, times[0]), Math.Min(counting, times[1]), Math.Min(looping, times[2]));
        }

        Check(counts, shared!, loop, flat, batch.Labels, units, pixels);
        Console.WriteLine("Of one batch, in turns, the least of all rounds; all three agree:\n");
        var table = new StringBuilder();
        MarkdownTable.Append(table, ["counted by", "ms an image", "of the dense product"],
        [
            ["one dense matrix product", Milliseconds(product / Batch), "1"],
            ["ConceptCounts", Milliseconds(counting / Batch), Number(counting / product)],
            ["a loop over unit, concept and image", Milliseconds(looping), Number(looping * Batch / product)],
        ], numbers: true);
        Console.WriteLine(table);
        return looping;
    }

    private static void Whole(Network network, string[] layers, WorldOptions world, long images, double loop)
    {
        var table = new StringBuilder();
        var most = 0.0;
        IReadOnlyList<string> Row(string[] own, ConceptDataset dataset)
        {
            var seconds = Seconds(() => Dissector.Run(network, own, dataset, new DissectionSettings()));
            most = seconds;
            return [$"{dataset.Count}", $"{own.Sum(layer => network.Architecture.ShapeOf(layer)[0])}", $"{dataset.Concepts.Count}", Number(seconds), Milliseconds(seconds / dataset.Count), $"{MostMemory()}"];
        }

        MarkdownTable.Append(table, ["images", "units", "concepts", "seconds", "ms an image", "most memory, MB"],
        [
            // Every second layer, so that the layers' maps are about as large.
            Row([.. layers.Where((_, i) => i % 2 == 0)], ConceptDataset.Of(world, images / 4)), Row(layers, ConceptDataset.Of(world, images / 4)), Row(layers, new Doubled(ConceptDataset.Of(world, images / 4))),
            Row(layers, ConceptDataset.Of(world, images / 2)), Row(layers, ConceptDataset.Of(world, images)),
        ], numbers: true);
        Console.WriteLine($"The whole, both passes over images that are drawn anew:\n\n{table}");
        Console.WriteLine($"The loop alone would take {Number(loop * images)} s, {Number(loop * images / most)} times the whole.");
    }

    private static void Count(ConceptCounts counts, IReadOnlyList<ConceptLabels> labels, Tensor active, int[] units, int[] images)
    {
        counts.AddLabels(labels);
        counts.AddMasks(active, units, images, labels);
    }

    /// <summary>Written plainly, for a few images: does this unit's mask meet this concept's?</summary>
    private static void Loop(long[,] shared, bool[] masks, IReadOnlyList<ConceptLabels> labels, int units, int pixels)
    {
        var concepts = shared.GetLength(1);
        for (var image = 0; image < LoopImages; image++)
        {
            var seen = new bool[concepts][];
            for (var concept = 0; concept < concepts; concept++)
                seen[concept] = [.. Enumerable.Range(0, pixels).Select(pixel => labels[image].At(pixel).Contains(concept))];
            for (var unit = 0; unit < units; unit++)
            {
                for (var concept = 0; concept < concepts; concept++)
                {
                    for (var pixel = 0; pixel < pixels; pixel++)
                    {
                        if (masks[(image * units + unit) * pixels + pixel] && seen[concept][pixel])
                            shared[unit, concept]++;
                    }
                }
            }
        }
    }

    private static void Check(ConceptCounts counts, Tensor shared, long[,] loop, bool[] masks, IReadOnlyList<ConceptLabels> labels, int units, int pixels)
    {
        var (product, iou, concepts) = (shared.contiguous().data<float>().ToArray(), counts.SetIou(), loop.GetLength(1));
        for (var i = 0; i < product.Length; i++)
        {
            // |M ∩ L| from the ratio r of the intersection to the union: r (|M| + |L|) / (1 + r).
            var (unit, concept) = (i / concepts, i % concepts);
            var ratio = iou[unit, concept];
            var counted = double.IsNaN(ratio) ? 0 : ratio * (counts.UnitPixels[unit] + counts.ConceptPixels[concept]) / (1 + ratio);
            if (Math.Abs(counted - product[i]) > 1e-6 * Math.Max(1, product[i]))
                throw new InvalidOperationException($"unit {unit} and concept {concept} share {counted} pixels by counting and {product[i]} by the product");
        }

        var first = new ConceptCounts(units, concepts, null);
        var few = labels.Take(LoopImages).ToArray();
        using var scope = NewDisposeScope();
        first.AddLabels(few);
        first.AddMasks(tensor(masks[..(LoopImages * units * pixels)], [LoopImages * units, few[0].Height, few[0].Width]), [.. Enumerable.Range(0, LoopImages * units).Select(map => map % units)], [.. Enumerable.Range(0, LoopImages * units).Select(map => map / units)], few);
        var own = first.SetIou();
        for (var i = 0; i < loop.Length; i++)
        {
            var (unit, concept) = (i / concepts, i % concepts);
            var expected = (double)loop[unit, concept] / (first.UnitPixels[unit] + first.ConceptPixels[concept] - loop[unit, concept]);
            if (!expected.Equals(own[unit, concept]))
                throw new InvalidOperationException($"unit {unit} and concept {concept}: {own[unit, concept]} by counting and {expected} by the loop");
        }
    }

    private static Tensor DenseOf(IReadOnlyList<ConceptLabels> labels, int concepts)
    {
        var pixels = labels[0].Height * labels[0].Width;
        var dense = new bool[labels.Count * pixels * concepts];
        for (var i = 0; i < labels.Count * pixels; i++)
        {
            foreach (var concept in labels[i / pixels].At(i % pixels))
                dense[i * concepts + concept] = true;
        }

        return tensor(dense, [labels.Count * pixels, concepts]);
    }

    /// <summary>A dataset with every concept twice.</summary>
    private sealed class Doubled(ConceptDataset once) : ConceptDataset
    {
        public override string Name => once.Name;

        public override long Count => once.Count;

        public override IReadOnlyList<Concept> Concepts { get; } = [.. once.Concepts, .. once.Concepts.Select(concept => concept with { Name = concept.Name + " again" })];

        public override Tensor Input(Network network, long first, long count) => once.Input(network, first, count);

        public override RgbImage Seen(Network network, long index) => once.Seen(network, index);

        public override ConceptBatch Read(Network network, long first, long count)
        {
            var batch = once.Read(network, first, count);
            return batch with { Labels = [.. batch.Labels.Select(Twice)] };
        }

        private ConceptLabels Twice(ConceptLabels labels)
        {
            var (own, pixels) = (once.Concepts.Count, labels.Height * labels.Width);
            var layers = Enumerable.Range(0, pixels).Max(pixel => labels.At(pixel).Length);
            int[] Plane(int layer, int before) => [.. Enumerable.Range(0, pixels).Select(pixel => layer < labels.At(pixel).Length ? before + labels.At(pixel)[layer] + 1 : 0)];
            return ConceptLabels.OfPlanes(labels.Height, labels.Width, 2 * own, [.. Enumerable.Range(0, layers).SelectMany(layer => new[] { Plane(layer, 0), Plane(layer, own) })]);
        }
    }

    private static double Seconds(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalSeconds;
    }

    private static long MostMemory() => Process.GetCurrentProcess().PeakWorkingSet64 >> 20;

    private static string Milliseconds(double seconds) => (1000 * seconds).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(value >= 10 ? "0" : "0.00", CultureInfo.InvariantCulture);
}
