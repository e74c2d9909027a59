using NUnit.Framework;
using VizBench.Methods;
using VizBench.Methods.Optimising;
using VizBench.Methods.Style;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Zoo;
using VizBench.Randomness;
using VizBench.Tests.Methods;
using VizBench.Tests.Optimising;

namespace VizBench.Tests.Style;

public sealed class StyleGatysTests
{
    private static Tensor Picture(string name, long height = 16, long width = 16, int count = 1) =>
        tensor(new StreamKey(2, "style", name).Open().Normal(count * 3 * height * width), [count, 3, height, width]) * 0.7;

    private static Probe ProbeOf(Network network, Tensor content, params (string Role, Tensor Picture)[] roles) => new()
    {
        Network = network,
        Input = content,
        Roles = roles.ToDictionary(role => role.Role, role => role.Picture, StringComparer.Ordinal),
        Case = "style",
    };

    private static StyleObjective ObjectiveOf(StyleReader reader, Tensor content, Tensor style, GramNormalization normalization = GramNormalization.GatysPaper)
    {
        string[] layers = ["features.1", "features.3"];
        var grams = reader.Grams(style, layers);
        return new StyleObjective(
            reader,
            [ContentTarget.Of("features.3", 0.5, reader.Features(content, ["features.3"])[0]), ContentTarget.Of("features.2", 2, reader.Features(content, ["features.2"])[0])],
            [.. layers.Select((layer, i) => StyleTarget.Of(layer, i + 1, [grams[i]], [1]))],
            0.7, 30, normalization);
    }

    [TestCase(GramNormalization.GatysPaper)]
    [TestCase(GramNormalization.NeuralStyle)]
    public void The_gradient_by_itself_is_the_one_that_autograd_takes(GramNormalization normalization)
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var objective = ObjectiveOf(new StyleReader(network, 1e9, default), Picture("content"), Picture("style"), normalization);
        var picture = Picture("picture");
        var (values, gradient) = objective.ByItself(picture, gradient: true, default)!.Value;
        using var grad = enable_grad();
        var leaf = picture.detach().requires_grad_();
        var outputs = VizBench.Networks.Walks.ForwardWalk.Outputs(network, leaf, objective.Layers);
        var expected = objective.Of(new Seen(objective.Layers.Zip(outputs).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal), 1));
        Assert.That(values.item<double>(), Is.EqualTo(expected.item<double>()).Within(1e-12).Percent);
        Assert.That(Paintings.Numbers(gradient!), Is.EqualTo(Paintings.Numbers(autograd.grad([expected.sum()], [leaf])[0])).Within(1e-12));
    }

    // Sides that the tiles don't divide; a stride of 2 and convolutions that see beyond every border.
    [TestCase(48, 48)]
    [TestCase(37, 22)]
    [TestCase(23, 41)]
    public void Tiles_give_the_values_and_the_gradient_of_the_whole(long height, long width)
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open("vgg-mini", null, float64, CPU);
        var network = AveragePooling.Of(opened.Network);
        var (content, style, picture) = (Picture("content", height, width), Picture("style", 30, 30), Picture("picture", height, width));
        string[] layers = ["features.1", "features.4", "features.9"];
        var whole = Evaluated(1e9);
        // A little less than the whole takes.
        var most = StyleTiles.Of(network.Architecture, layers, height, width, 8, 1e9).Bytes * 0.999;
        var tiles = StyleTiles.Of(network.Architecture, layers, height, width, 8, most);
        Assert.That(tiles.Pieces, Has.Count.GreaterThan(1));
        var tiled = Evaluated(most);
        Assert.That(tiled.Value, Is.EqualTo(whole.Value).Within(1e-12).Percent);
        Assert.That(tiled.Gradient, Is.EqualTo(whole.Gradient).Within(1e-13));
        Assert.That(tiled.Features, Is.EqualTo(whole.Features).Within(1e-13));

        (double Value, double[] Gradient, double[] Features) Evaluated(double memory)
        {
            var reader = new StyleReader(network, memory, default);
            var features = reader.Features(content, ["features.7"])[0];
            var grams = reader.Grams(style, layers);
            var objective = new StyleObjective(
                reader, [ContentTarget.Of("features.7", 1, features)], [.. layers.Select((layer, i) => StyleTarget.Of(layer, 1, [grams[i]], [1]))], 1, 1000, GramNormalization.GatysPaper);
            var (values, gradient) = objective.ByItself(picture, gradient: true, default)!.Value;
            return (values.item<double>(), Paintings.Numbers(gradient!), Paintings.Numbers(features));
        }
    }

    // Memory for so many whole pictures: two of three at once; one at once, where all three together would need tiles; not even one.
    [TestCase(2.5, 2, false)]
    [TestCase(1.2, 1, false)]
    [TestCase(0.9, 1, true)]
    public void Beyond_the_memory_too_a_picture_alone_is_what_it_is_among_others(double wholes, int together, bool inTiles)
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open("vgg-mini", null, float64, CPU);
        var (pictures, styles) = (Picture("several", 48, 40, 3), Picture("styles", 30, 34, 3));
        string[] layers = ["features.1", "features.4"];
        var most = StyleTiles.Of(opened.Network.Architecture, layers, 48, 40, 8, 1e9).Bytes * wholes;
        var method = new StyleGatys { Steps = 5, ContentLayers = ["features.4"], StyleLayers = layers, Memory = most / 1e9 };
        var whole = ProbeOf(opened.Network, pictures, ("style", styles));
        Assert.That(TransferLayers.Together(whole, method.ContentLayers, layers, most), Is.EqualTo(together));
        var batch = method.RunChecked(whole);
        Assert.That(batch.Notes.Count(note => note.Contains("tiles", StringComparison.Ordinal)), Is.EqualTo(inTiles ? 1 : 0));
        for (var i = 0; i < 3; i++)
        {
            var alone = method.RunChecked(ProbeOf(opened.Network, pictures.narrow(0, i, 1), ("style", styles.narrow(0, i, 1))));
            Assert.That(Paintings.Numbers(batch.Value.narrow(0, i, 1)), Is.EqualTo(Paintings.Numbers(alone.Value)).Within(1e-12));
            foreach (var (name, numbers) in alone.Scalars)
                Assert.That(batch.Scalars[name][i], Is.EqualTo(numbers[0]).Within(1e-9).Percent, name);
        }
    }

    // vgg-mini's widest output is 24 channels as large as the picture: of 64×64 in float64 three quarters of a megabyte, of eight.
    [TestCase(64, 10)]
    [TestCase(128, 2)]
    [TestCase(192, 1)]
    public void How_many_pictures_are_painted_at_once_follows_from_their_size(long side, int together)
    {
        using var scope = NewDisposeScope();
        using var opened = NetworkCatalogue.Open("vgg-mini", null, float64, CPU);
        Assert.That(BatchParts.MostOf(ProbeOf(opened.Network, zeros([1, 3, side, side], float64))), Is.EqualTo(together));
    }

    [Test]
    public void A_picture_in_its_own_style_stays()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var content = Picture("content");
        var result = new StyleGatys { Steps = 2 }.RunChecked(ProbeOf(network, content, ("style", content)));
        Assert.That(Paintings.Numbers(result.Value), Is.EqualTo(Paintings.Numbers(content)));
        Assert.That(result.Scalars.Where(scalar => scalar.Key.Contains("distance", StringComparison.Ordinal)).SelectMany(scalar => scalar.Value), Is.All.Zero);
        Assert.That(result.Notes, Has.Some.Contains("the start is all that is wanted"));
    }

    [TestCase(StyleOptimizer.Lbfgs, StyleStart.Content)]
    [TestCase(StyleOptimizer.Lbfgs, StyleStart.Noise)]
    [TestCase(StyleOptimizer.Adam, StyleStart.Content)]
    public void The_style_comes_nearer(StyleOptimizer optimizer, StyleStart start)
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = ProbeOf(network, Picture("content"), ("style", Picture("style") * 2 + 1));
        var method = new StyleGatys { Optimizer = optimizer, Start = start, Steps = 40 };
        var (few, many) = ((method with { Steps = 1 }).RunChecked(probe).Scalars, method.RunChecked(probe).Scalars);
        Assert.That(many["objective"][0], Is.GreaterThan(few["objective"][0]));
        foreach (var layer in new[] { "features.1", "features.3" })
            Assert.That(many[$"gram-distance {layer}"][0], Is.LessThan(few[$"gram-distance {layer}"][0] / 5), layer);
        Assert.That(many.Keys.Count(name => name.StartsWith("content-distance", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    // Whatever the losses are multiplied with, the way is the same: L-BFGS's steps have no scale.
    [Test]
    public void The_losses_scale_does_not_matter()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var probe = ProbeOf(network, Picture("content"), ("style", Picture("style")));
        var method = new StyleGatys { Steps = 6 };
        var expected = Paintings.Numbers(method.RunChecked(probe).Value);
        Assert.That(Paintings.Numbers((method with { Alpha = 1e-7, Beta = 1e-6 }).RunChecked(probe).Value), Is.EqualTo(expected).Within(1e-7));
    }

    [Test]
    public void Two_styles_blend_and_a_share_of_nothing_is_nothing()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var (content, first, second) = (Picture("content"), Picture("first"), Picture("second", 20, 18) * 2);
        var method = new StyleGatys { Steps = 4, Normalization = StyleNormalization.GatysPaper };
        var alone = Paintings.Numbers(method.RunChecked(ProbeOf(network, content, ("style", first))).Value);
        var both = ProbeOf(network, content, ("style", first), ("style2", second));
        Assert.That(Paintings.Numbers((method with { Blend = [3, 0] }).RunChecked(both).Value), Is.EqualTo(alone).Within(1e-12));
        Assert.That(Paintings.Numbers((method with { Blend = [0.5, 0.5] }).RunChecked(both).Value), Is.EqualTo(Paintings.Numbers(method.RunChecked(both).Value)));

        // The distance from a blend is the weighted mean of the distances from each.
        double Distance(Probe probe, double[] blend) => (method with { Steps = 1, Blend = blend, StyleLayers = ["features.1"], Rate = 1e-300 }).RunChecked(probe).Scalars["gram-distance features.1"][0];
        var expected = 0.25 * Distance(ProbeOf(network, content, ("style", first)), []) + 0.75 * Distance(ProbeOf(network, content, ("style", second)), []);
        Assert.That(Distance(both, [1, 3]), Is.EqualTo(expected).Within(1e-9).Percent);
    }

    /// <summary>Of two unlike styles too: a picture of zeros is at distance 1 from their blend.</summary>
    [Test]
    public void A_relative_distance_is_1_for_a_picture_without_features()
    {
        using var scope = NewDisposeScope();
        Tensor[] grams = [GramMatrix.PerPosition(Picture("first")), GramMatrix.PerPosition(Picture("second")) * 3];
        var target = StyleTarget.Of("layer", 0.5, grams, [0.25, 0.75]).Relative(GramNormalization.GatysPaper);
        var factor = StyleDistances.Factor(GramNormalization.GatysPaper, 3);
        var squares = grams.Zip([0.25, 0.75], (gram, share) => share * gram.square().sum().item<double>()).Sum();
        Assert.That(target.Weight.item<double>() * factor * squares, Is.EqualTo(0.5).Within(1e-12));
    }

    [TestCase(1, -1)]
    [TestCase(double.NaN, 1)]
    public void Weights_of_layers_are_numbers_of_0_or_more(double first, double second)
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var method = new StyleGatys { Steps = 1, StyleLayers = ["features.1", "features.4"], StyleLayerWeights = [first, second] };
        Assert.That(
            () => method.RunChecked(ProbeOf(network, Picture("content"), ("style", Picture("style")))),
            Throws.TypeOf<UserError>().With.Message.StartsWith("style-gatys: style_layer_weights takes numbers of 0 or more, and got "));
    }

    [Test]
    public void Luminance_keeps_the_contents_chroma()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var content = Picture("content");
        var result = new StyleGatys { Steps = 5, Color = ColorPreservation.Luminance }.RunChecked(ProbeOf(network, content, ("style", Picture("style")))).Value;
        var moved = Paintings.Numbers(result - content).Chunk(256).ToArray();
        // Of equal deviations in all channels the same step is the same luminance: I and Q, differences of channels, stay.
        Assert.That(moved[1], Is.EqualTo(moved[0]).Within(1e-12));
        Assert.That(moved[2], Is.EqualTo(moved[0]).Within(1e-12));
        Assert.That(moved[0].Max(Math.Abs), Is.GreaterThan(1e-3));
    }

    [Test]
    public void Histogram_gives_the_style_the_contents_colors()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var content = Picture("content");
        var mixed = Picture("style", 18, 20);
        var style = cat([mixed.narrow(1, 0, 1) * 2 + 1, mixed.narrow(1, 1, 1) + mixed.narrow(1, 0, 1), mixed.narrow(1, 2, 1) * 0.3], 1);
        var matched = ColorChange.Of(ProbeOf(network, content)).WithColorsOf(style, content);
        var (expected, actual) = (Statistics(content), Statistics(matched));
        Assert.That(matched.shape, Is.EqualTo(style.shape));
        Assert.That(actual, Is.EqualTo(expected).Within(1e-9));

        static double[] Statistics(Tensor picture)
        {
            var flat = picture.flatten(2).squeeze(0);
            var mean = flat.mean([1], true);
            return [.. Paintings.Numbers(mean), .. Paintings.Numbers((flat - mean).matmul((flat - mean).transpose(0, 1)) / flat.shape[1])];
        }
    }

    [TestCase("vgg16", "relu4_2", "features.20")]
    [TestCase("vgg19", "relu4_2", "features.22")]
    public void The_rule_gives_the_papers_layers(string network, string name, string layer)
    {
        var architecture = NetworkCatalogue.ArchitectureOf(network);
        Assert.That(TransferLayers.ContentOf(architecture), Is.EqualTo(layer));
        Assert.That(TransferLayers.Named(architecture, [name]), Is.EqualTo(new[] { layer }));
        Assert.That(TransferLayers.StyleOf(architecture), Is.EqualTo(TransferLayers.Named(architecture, ["relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"])));
        Assert.That(TransferLayers.Named(architecture, ["conv1_2"]), Is.EqualTo(new[] { "features.2" }));
    }

    [Test]
    public void Every_network_of_the_catalogue_has_layers_of_content_and_style()
    {
        Assert.Multiple(() =>
        {
            foreach (var entry in NetworkCatalogue.All)
            {
                var architecture = NetworkCatalogue.ArchitectureOf(entry.Name);
                var styles = TransferLayers.StyleOf(architecture);
                Assert.That(styles, Has.Count.InRange(2, 5).And.Unique, entry.Name);
                Assert.That(styles.Append(TransferLayers.ContentOf(architecture)).Select(layer => architecture.ShapeOf(layer).Length), Is.All.EqualTo(3), entry.Name);
            }
        });
    }

    [Test]
    public void Pictures_that_do_not_fit_are_named()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        Assert.Multiple(() =>
        {
            Refused(Picture("style", 4, 16), "style has 4×16 pixels, and a unit of features.3 sees 5×5 of them, so there is no texture to read; give a larger picture");
            Refused(zeros([1, 1, 16, 16], float64), "style has 1 channels and small takes 3; give a picture, or an array of shape (N, 3, H, W)");
            Refused(Picture("style", count: 2), "style holds 2 pictures and the input 1; give one for all, or one for each");
            Assert.That(
                () => new StyleGatys().RunChecked(ProbeOf(network, Picture("content"))),
                Throws.TypeOf<UserError>().With.Message.StartsWith("style-gatys needs a picture by the role 'style'"));
            Assert.That(
                () => new StyleGatys().RunChecked(ProbeOf(network, Picture("content"), ("style", Picture("style")), ("init", Picture("init", 8, 8)))),
                Throws.TypeOf<UserError>().With.Message.EqualTo("init has 8×8 pixels and the input 16×16; give a start of the input's size"));
        });

        void Refused(Tensor style, string message) =>
            Assert.That(() => new StyleGatys { Steps = 1 }.RunChecked(ProbeOf(network, Picture("content"), ("style", style))), Throws.TypeOf<UserError>().With.Message.StartsWith(message));
    }

    [Test]
    public void Average_pools_stand_in_the_place_of_maxima_with_the_same_weights()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Create(float64, CPU);
        var averaged = AveragePooling.Of(network);
        var picture = Picture("picture");
        var (before, after) = (VizBench.Networks.Walks.ForwardWalk.Outputs(network, picture, ["features.3"])[0], VizBench.Networks.Walks.ForwardWalk.Outputs(averaged, picture, ["features.3", "features.4"]));
        Assert.That(Paintings.Numbers(after[0]), Is.EqualTo(Paintings.Numbers(before)));
        Assert.That(Paintings.Numbers(after[1]), Is.EqualTo(Paintings.Numbers(nn.functional.avg_pool2d(before, [2, 2]))));
        Assert.That(AveragePooling.Of(averaged), Is.SameAs(averaged));
    }
}
