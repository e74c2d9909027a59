using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;
using VizBench.Suite;
using VizBench.Tests.Methods;

namespace VizBench.Tests.Dissection;

/// <summary>Network dissection of a network with a labeled dataset: against loops written plainly, and against areas that were planted.</summary>
public sealed class DissectorTests
{
    [TestCase(DissectionIou.Set)]
    [TestCase(DissectionIou.CategoryConditional)]
    public void Two_passes_give_what_plain_loops_give(DissectionIou iou)
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.OfWorld(float64, CPU);
        // More than one batch, and images that are larger than the deeper layer's maps.
        var dataset = ConceptDataset.Of(new WorldOptions { Seed = 1000, Size = WorldOptions.SmallestSize }, 35);
        string[] layers = ["features.1", "features.4"];
        var settings = new DissectionSettings { Quantile = 0.02, Iou = iou };
        var found = Dissector.Run(network, layers, dataset, settings);
        Assert.That(found.Layers.Select(layer => layer.Name), Is.EqualTo(layers));
        foreach (var layer in found.Layers)
        {
            var (thresholds, expected) = Plainly(network, layer.Name, dataset, settings);
            Assert.That(layer.Thresholds, Is.EqualTo(thresholds).Within(1e-12));
            for (var unit = 0; unit < thresholds.Length; unit++)
            {
                for (var concept = 0; concept < dataset.Concepts.Count; concept++)
                    Assert.That(layer.Iou[unit, concept], Is.EqualTo(expected[unit, concept]).Within(1e-12), $"{layer.Name} {unit} {dataset.Concepts[concept]}");
            }
        }
    }

    /// <summary>Each unit sees one channel, whose highest values are planted in a share of a concept's area or beside it.</summary>
    [Test]
    public void Planted_units_have_the_ratio_of_areas()
    {
        using var scope = NewDisposeScope();
        using var network = SeeingNetwork.Of(10);
        var dataset = new Planted();
        var found = Dissector.Run(network, ["see"], dataset, new DissectionSettings { Quantile = 0.05 });
        var layer = found.Layers[0];
        // 5 of 100 pixels are above the threshold: all in the square's 10, three of them, none.
        Assert.That(new[] { layer.Iou[0, 0], layer.Iou[1, 0], layer.Iou[2, 0] }, Is.EqualTo(new[] { 5.0 / 10, 3.0 / 12, 0 }).Within(1e-12));
        var opened = new OpenedNetwork(network, "formula", "0");
        var report = DissectionReport.Of(opened, dataset, new DissectionSettings(), found);
        Assert.That(report.Units.Select(unit => unit.Concept?.Name), Is.EqualTo(new[] { "square", "square", null }));
        Assert.That(report.Units.Select(unit => unit.IsDetector), Is.EqualTo(new[] { true, true, false }));
        Assert.That((report.Layers[0].Detectors, report.Layers[0].Unique, report.Layers[0].UniqueByCategory["shape"]), Is.EqualTo((2, 1, 1)));
        Assert.That(DissectionTable.Markdown(report), Does.Contain("| see | 3 | 1.6 | 2 | 1 | 1 |").And.Contain("| see | 0 | square | shape | 0.500 |"));
        Assert.That(DissectionTable.Csv(report).Split('\n')[1], Does.StartWith("seeing,see,0,").And.EndsWith(",square,shape,0.5,1"));
    }

    /// <summary>Centers of receptive fields of a stride of 2 without padding lie elsewhere than an even spread puts them.</summary>
    [Test]
    public void Maps_can_be_anchored_at_the_receptive_fields()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.OfWorld(float64, CPU);
        var dataset = ConceptDataset.Of(new WorldOptions { Seed = 1000, Size = WorldOptions.SmallestSize }, 4);
        // With padding that keeps the size, unit i's field has its center at pixel i: there is nothing to move.
        var (even, anchored) = (Run(MapUpsampling.Bilinear, "features.1"), Run(MapUpsampling.ReceptiveField, "features.1"));
        Assert.That(anchored.Iou, Is.EqualTo(even.Iou).Within(1e-12));
        Assert.That(
            () => Dissector.Run(network, ["classifier.0"], dataset, new DissectionSettings()),
            Throws.TypeOf<UserError>().With.Message.StartsWith("classifier.0 has no rows and columns, so its units see no place"));

        DissectedLayer Run(MapUpsampling upsampling, string layer) => Dissector.Run(network, [layer], dataset, new DissectionSettings { Upsampling = upsampling }).Layers[0];
    }

    /// <summary>The paper's finding: in another basis the same network's units coincide with fewer concepts.</summary>
    [Test]
    public void Rotated_units_detect_fewer_concepts()
    {
        using var opened = NetworkCatalogue.Open("alexnet-mini", null, float32, CPU);
        var dataset = ConceptDataset.Of(new WorldOptions { Seed = 1000, Size = 64 }, 300);
        var (own, rotated, again) = (Unique(null), Unique(0), Unique(0));
        Assert.That(rotated.Unique, Is.LessThan(0.85 * own.Unique));
        Assert.That(again, Is.EqualTo(rotated));

        (int Unique, string Table) Unique(long? seed)
        {
            var settings = new DissectionSettings { Rotation = seed };
            var report = DissectionReport.Of(opened, dataset, settings, Dissector.Run(opened.Network, ["relu5"], dataset, settings));
            return (report.Layers[0].Unique, DissectionTable.Markdown(report));
        }
    }

    [TestCase(1)]
    [TestCase(5)]
    [TestCase(64)]
    public void A_random_basis_is_orthonormal(int units)
    {
        using var scope = NewDisposeScope();
        var basis = tensor(BasisRotation.Random(units, 3), [units, units]);
        var product = basis.matmul(basis.transpose(0, 1)).data<double>().ToArray();
        for (var i = 0; i < product.Length; i++)
            Assert.That(product[i], Is.EqualTo(i % (units + 1) == 0 ? 1 : 0).Within(1e-12));
    }

    [Test]
    public void Activations_that_are_no_numbers_are_named()
    {
        using var scope = NewDisposeScope();
        using var network = SeeingNetwork.Of(10, double.NaN);
        Assert.That(
            () => Dissector.Run(network, ["see"], new Planted(), new DissectionSettings()),
            Throws.TypeOf<UserError>().With.Message.StartsWith("see: unit 0 has an activation in image 0 (counted from 0) that is NaN or infinite"));
    }

    private static (double[] Thresholds, double[,] Iou) Plainly(Network network, string layer, ConceptDataset dataset, DissectionSettings settings)
    {
        var batch = dataset.Read(network, 0, dataset.Count);
        var maps = ForwardWalk.Outputs(network, batch.Input, [layer])[0];
        var (count, units, h, w) = ((int)maps.shape[0], (int)maps.shape[1], (int)maps.shape[2], (int)maps.shape[3]);
        var (concepts, height, width) = (dataset.Concepts.Count, batch.Labels[0].Height, batch.Labels[0].Width);
        var (a, l) = (maps.contiguous().data<double>().ToArray(), MasksOf(batch.Labels, concepts));
        var thresholds = new double[units];
        var iou = new double[units, concepts];
        for (var unit = 0; unit < units; unit++)
        {
            double[] sorted = [.. Enumerable.Range(0, count).SelectMany(image => a.Skip((image * units + unit) * h * w).Take(h * w)).Order()];
            var place = (1 - settings.Quantile) * (sorted.Length - 1);
            thresholds[unit] = sorted[(int)place] + (place - (int)place) * (sorted[(int)place + 1] - sorted[(int)place]);
            for (var concept = 0; concept < concepts; concept++)
            {
                var (shared, active, seen) = (0, 0, 0);
                for (var image = 0; image < count; image++)
                {
                    var isLabeled = settings.Iou == DissectionIou.Set || Enumerable.Range(0, concepts).Any(other =>
                        string.Equals(dataset.Concepts[other].Category, dataset.Concepts[concept].Category, StringComparison.Ordinal) && Mask(image, other).Contains(true));
                    var mask = Mask(image, concept);
                    for (var y = 0; y < height; y++)
                    {
                        for (var x = 0; x < width; x++)
                        {
                            var isActive = Value(image, unit, y, x) > thresholds[unit];
                            shared += isActive && mask[y * width + x] ? 1 : 0;
                            active += isActive && isLabeled ? 1 : 0;
                            seen += mask[y * width + x] ? 1 : 0;
                        }
                    }
                }

                iou[unit, concept] = (double)shared / (active + seen - shared);
            }
        }

        return (thresholds, iou);

        ReadOnlySpan<bool> Mask(int image, int concept) => l.AsSpan((image * concepts + concept) * height * width, height * width);

        double Value(int image, int unit, int y, int x)
        {
            var (row, column) = (Math.Clamp((y + 0.5) * h / height - 0.5, 0, h - 1), Math.Clamp((x + 0.5) * w / width - 0.5, 0, w - 1));
            var (top, left) = ((int)row, (int)column);
            var (bottom, right) = (Math.Min(top + 1, h - 1), Math.Min(left + 1, w - 1));
            double At(int i, int j) => a[((image * units + unit) * h + i) * w + j];
            double Across(int i) => At(i, left) * (1 - (column - left)) + At(i, right) * (column - left);
            return Across(top) * (1 - (row - top)) + Across(bottom) * (row - top);
        }
    }

    private static bool[] MasksOf(IReadOnlyList<ConceptLabels> labels, int concepts)
    {
        var size = labels[0].Height * labels[0].Width;
        var masks = new bool[labels.Count * concepts * size];
        for (var image = 0; image < labels.Count; image++)
        {
            for (var pixel = 0; pixel < size; pixel++)
            {
                foreach (var concept in labels[image].At(pixel))
                    masks[(image * concepts + concept) * size + pixel] = true;
            }
        }

        return masks;
    }

    /// <summary>Two images of 10×10: the concept is the first row of the first one and nowhere else.</summary>
    private sealed class Planted : ConceptDataset
    {
        public override string Name => "planted";

        public override long Count => 2;

        public override IReadOnlyList<Concept> Concepts { get; } = [new Concept("square", "shape")];

        public override Tensor Input(Network network, long first, long count) => Read(network, first, count).Input;

        public override ConceptBatch Read(Network network, long first, long count)
        {
            var values = new double[2 * 3 * 100];
            for (var i = 0; i < values.Length; i++)
                values[i] = i % 100 * 1e-3;
            // Ten of the 200 values of a unit are the highest: five in each image, of which those of the second lie where nothing is labeled.
            foreach (var (unit, inside) in new[] { (0, 5), (1, 3), (2, 0) })
            {
                for (var i = 0; i < 5; i++)
                {
                    values[unit * 100 + (i < inside ? i : 50 + i)] = 5 + i;
                    values[300 + unit * 100 + 50 + i] = 5 + i;
                }
            }

            int[] square = [.. Enumerable.Range(0, 100).Select(pixel => pixel < 10 ? 1 : 0)];
            ConceptLabels[] labels = [ConceptLabels.OfPlanes(10, 10, 1, [square]), ConceptLabels.OfPlanes(10, 10, 1, [])];
            return new ConceptBatch(tensor(values, [2, 3, 10, 10]).narrow(0, first, count), labels[(int)first..(int)(first + count)]);
        }

        public override RgbImage Seen(Network network, long index) => new(10, 10);
    }
}
