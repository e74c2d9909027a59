using System.Globalization;
using System.Text;
using VizBench.Cli.Output;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Data.Rendering;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;
using VizBench.Suite;
using VizBench.Training;

namespace VizBench.Cli.Applications;

/// <summary>One of the two networks.</summary>
/// <param name="Accuracy">on unseen images of ConceptWorld</param>
/// <param name="Steadiness">share of the images for which a shift by one to four pixels leaves the answer as it was (Zhang 2019, arXiv 1904.11486, "consistency")</param>
/// <param name="Layers">the first two convolutions</param>
internal sealed record DesignedNetwork(string Network, string FirstLayer, double Accuracy, double Steadiness, IReadOnlyList<LayerDiagnosis> Layers);

/// <summary>
/// A badly strided first layer beside a good one, both trained alike on ConceptWorld: filters that never fire or alias, and what that costs. Zeiler and Fergus
/// 2014, section 4.1 and figure 6; the application "network design" of Qin et al. 2018, section 6.
/// </summary>
internal static class DesignStudy
{
    /// <summary>Images come in so many at a time: whole batches of 64 that hold each of the 12 classes equally often.</summary>
    internal const int WholeBatches = 384;

    private const int LongestShift = 4;

    /// <summary>Trains both, measures them, and leaves weights, cards, curves and filters.png in the folder.</summary>
    /// <param name="images">of the training</param>
    /// <param name="tested">unseen images: for accuracy all, fewer for what else is measured</param>
    /// <exception cref="UserError">a training runs away</exception>
    internal static IReadOnlyList<DesignedNetwork> Run(string folder, int images, int tested, IProgress<double>? progress, CancellationToken cancellation)
    {
        var (found, sheets) = (new List<DesignedNetwork>(), new List<IReadOnlyList<SheetCell>>());
        foreach (var (i, name) in new[] { StridePair.Coarse, StridePair.Fine }.Index())
        {
            var recipe = RecipeOf(name, images, tested);
            var card = ReferenceNetwork.Make(
                recipe, new TrainingSession(folder, Environment.ProcessorCount, CPU), new SynchronousProgress<TrainingProgress>(at => progress?.Report((i + at.Fraction) / 2)), cancellation);
            using var state = WeightsFile.Read(Path.Combine(folder, name + ".safetensors"));
            using var network = WeightLoader.Load(WeightMatching.Of(recipe.Trained(), state), ScalarType.Float32, CPU);
            var filters = FirstLayerFilters.Of(network);
            sheets.Add([new SheetCell(FilterSheet.Of(filters), FormattableString.Invariant($"{name}: {filters.Values.Count} filters of {filters.Height}×{filters.Width}"))]);
            var world = new WorldOptions { Seed = recipe.WorldSeed + 2, Size = ConceptWorldClasses.InputSize };
            found.Add(new DesignedNetwork(
                name, network.Architecture.LayerNamed("conv1").Operation is Convolution first ? FormattableString.Invariant($"{first.Kernel.Height}×{first.Kernel.Width} every {first.Stride.Height}") : "",
                card.Test.Accuracy, SteadinessOf(network, world, tested / 10), LayerDiagnosis.Of(network, PictureSequence.Of(new World(world)), tested / 4, null, cancellation)));
        }

        ImageFiles.WritePng(Path.Combine(folder, "filters.png"), new ContactSheet { Title = "First layers, trained alike", Rows = sheets }.Render());
        return found;
    }

    internal static string Markdown(IReadOnlyList<DesignedNetwork> found, int images)
    {
        var text = new StringBuilder(FormattableString.Invariant(
            $"Two networks that differ in their first layers, trained alike on {images} images of ConceptWorld. Steady: the answer stays when the picture is shifted by one to four pixels. Dead, weak, aliased: filters that are never above zero, have a norm below a tenth of the median, or more than half of their energy beyond what their stride keeps apart.\n\n"));
        MarkdownTable.Append(
            text, ["network", "first layer", "accuracy", "steady", "layer", "filters", "dead", "weak", "aliased", "energy aliased", "low", "middle", "high frequencies"],
            found.SelectMany(network => network.Layers.Select((layer, i) => (IReadOnlyList<string>)
            [
                i == 0 ? network.Network : "", i == 0 ? network.FirstLayer : "", i == 0 ? Share(network.Accuracy) : "", i == 0 ? Share(network.Steadiness) : "",
                layer.Layer, Whole(layer.Filters), Whole(layer.Dead), Whole(layer.Weak), Whole(layer.Aliased), Share(layer.AliasedShare), Share(layer.Low), Share(layer.Middle), Share(layer.High),
            ])), numbers: true);
        return text.ToString();
    }

    private static TrainingRecipe RecipeOf(string name, int images, int tested) => new()
    {
        Name = name,
        Trained = () => StridePair.Build(name),
        Images = images,
        ChunkImages = WholeBatches,
        TestImages = tested,
        // Without batch normalization, as in the paper's networks; a rate of .1 runs away then.
        Optimizer = new SgdOptions { Rate = 0.04, WeightDecay = 5e-4, ClipNorm = 1 },
    };

    private static double SteadinessOf(Network network, WorldOptions options, int images)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var input = ConceptDataset.Of(options, images).Input(network, 0, images);
        var before = Answers(input);
        var same = 0;
        (int Y, int X)[] shifts = [.. Enumerable.Range(1, LongestShift).SelectMany(by => new[] { (0, by), (by, 0), (0, -by), (-by, 0) })];
        foreach (var (y, x) in shifts)
            same += Answers(Shifted(Shifted(input, 2, y), 3, x)).Zip(before).Count(pair => pair.First == pair.Second);
        return same / (double)(shifts.Length * images);

        long[] Answers(Tensor shifted) => ForwardWalk.Logits(network, shifted).argmax(1).contiguous().data<long>().ToArray();
    }

    /// <summary>Moved along an axis; the border is repeated.</summary>
    private static Tensor Shifted(Tensor images, int axis, int by)
    {
        var length = images.shape[axis];
        return images.index_select(axis, tensor([.. Enumerable.Range(0, (int)length).Select(i => Math.Clamp(i - by, 0, length - 1))], [length]));
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);
}
