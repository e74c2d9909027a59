using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Paintings;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Methods.Style;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Walks;
using VizBench.Networks.Zoo;
using VizBench.Randomness;

namespace VizBench.Tests.Style;

/// <summary>style-fast and style-adain: what they promise of any pictures, and what their committed networks can do.</summary>
public sealed class OnePassTransferTests
{
    private readonly Dictionary<string, Tensor[]> _paintings = new(StringComparer.Ordinal);
    private Network _network = null!;

    [OneTimeSetUp]
    public void Open() => _network = NetworkCatalogue.Open(VggMini.Name, null, float64, CPU).Network;

    [OneTimeTearDown]
    public void Close()
    {
        _network.Dispose();
        foreach (var gram in _paintings.Values.SelectMany(grams => grams))
            gram.Dispose();
    }

    [Test]
    public void Features_given_moments_have_them()
    {
        using var scope = NewDisposeScope();
        var (content, style) = (Random("content", 2, 5, 9, 11), Random("style", 1, 5, 4, 6) * 3 + 1);
        var (mean, deviation) = ChannelMoments.Of(style, epsilon: 0);
        var (found, spread) = ChannelMoments.Of(ChannelMoments.Given(content, mean, deviation), epsilon: 0);
        Assert.That(Values(found - mean), Is.All.EqualTo(0).Within(1e-12));
        // The variance that the content is divided by has 1e-5 added.
        Assert.That(Values(spread / deviation), Is.All.EqualTo(1).Within(2e-5));
        var (own, ownDeviation) = ChannelMoments.Of(content);
        Assert.That(Values(ChannelMoments.Given(content, own, ownDeviation) - content), Is.All.EqualTo(0).Within(1e-12), "its own moments change nothing");
    }

    [Test]
    public void The_moments_of_what_is_decoded_are_the_styles()
    {
        using var scope = NewDisposeScope();
        var (content, style) = (World(0), Style("wash"));
        var features = ForwardWalk.Outputs(StyleNetworks.Encoder(_network), cat([content, style]), [StyleNetworks.DecodedLayer])[0];
        var (mean, deviation) = ChannelMoments.Of(features.narrow(0, 1, 1));
        using var decoder = GeneratorCatalogue.Open(StyleNetworks.Decoder, float64, CPU);
        var expected = ForwardWalk.Logits(decoder, ChannelMoments.Given(features.narrow(0, 0, 1), mean, deviation));
        Assert.That(Values(Run(new StyleAdain { Measured = false }, content, ("style", style)).Value - expected), Is.All.EqualTo(0).Within(1e-10));
    }

    [Test]
    public void The_encoder_mirrors_what_lies_at_the_border()
    {
        using var scope = NewDisposeScope();
        var picture = Random("mirrored", 1, 3, 10, 12);
        var rows = cat([picture.narrow(2, 1, 1), picture, picture.narrow(2, 8, 1)], 2);
        var mirrored = cat([rows.narrow(3, 1, 1), rows, rows.narrow(3, 10, 1)], 3);
        var expected = nn.functional.conv2d(mirrored, _network.Parameters["features.0.weight"], _network.Parameters["features.0.bias"]);
        var encoder = StyleNetworks.Encoder(_network);
        Assert.That(Values(ForwardWalk.Outputs(encoder, picture, ["features.0"])[0] - expected), Is.All.EqualTo(0).Within(1e-12));
        Assert.That(StyleNetworks.Encoder(encoder), Is.SameAs(encoder));
    }

    /// <summary>What zeros around a picture leave behind is a frame.</summary>
    [Test]
    public void A_plain_picture_gets_no_frame()
    {
        using var scope = NewDisposeScope();
        var plain = tensor(new[] { 0.5, -0.25, 1 }, [1, 3, 1, 1], float64).expand(1, 3, 40, 44);
        var made = Run(new StyleAdain { Measured = false }, plain, ("style", Style("glass"))).Value;
        Assert.That(Values(made.amax([2, 3]) - made.amin([2, 3])), Is.All.EqualTo(0).Within(1e-9));
    }

    // More than are at work at once.
    [Test]
    public void A_picture_alone_is_what_it_is_among_others()
    {
        using var scope = NewDisposeScope();
        var (pictures, styles) = (Random("several", 3, 3, 130, 128), Random("styles", 3, 3, 66, 70));
        foreach (var (method, styled) in new (Method, bool)[] { (new StyleFast(), false), (new StyleAdain(), true) })
        {
            (string, Tensor)[] RolesOf(Tensor style) => styled ? [("style", style)] : [];
            var batch = Run(method, pictures, RolesOf(styles));
            Assert.That(batch.Value.shape, Is.EqualTo(pictures.shape));
            for (var i = 0; i < 3; i++)
            {
                var alone = Run(method, pictures.narrow(0, i, 1), RolesOf(styles.narrow(0, i, 1)));
                Assert.That(Values(batch.Value.narrow(0, i, 1) - alone.Value), Is.All.EqualTo(0).Within(1e-12));
                foreach (var (name, numbers) in alone.Scalars)
                    Assert.That(batch.Scalars[name][i], Is.EqualTo(numbers[0]).Within(1e-9).Percent, name);
            }
        }
    }

    [Test]
    public void Without_style_the_decoder_gives_the_content_back()
    {
        using var scope = NewDisposeScope();
        var content = World(3);
        var plain = Run(new StyleAdain { Alpha = 0, Measured = false }, content, ("style", Style("glass"))).Value;
        using var decoder = GeneratorCatalogue.Open(StyleNetworks.Decoder, float64, CPU);
        var decoded = ForwardWalk.Logits(decoder, ForwardWalk.Outputs(StyleNetworks.Encoder(_network), content, [StyleNetworks.DecodedLayer])[0]);
        Assert.That(Values(plain - decoded), Is.All.EqualTo(0).Within(1e-12));
        Assert.That(Values(plain - Run(new StyleAdain { Alpha = 0, Measured = false }, content, ("style", Style("wash"))).Value), Is.All.Zero, "whatever the style is");
    }

    [Test]
    public void A_blend_of_one_style_is_that_style_and_an_even_one_lies_between()
    {
        using var scope = NewDisposeScope();
        var (content, first, second) = (World(1), Style("woodcut"), Style("blocks"));
        var alone = Run(new StyleAdain { Measured = false }, content, ("style", first));
        var one = Run(new StyleAdain { Blend = [2, 0], Measured = false }, content, ("style", first), ("style2", second)).Value;
        Assert.That(Values(one - alone.Value), Is.All.EqualTo(0).Within(1e-12));
        double[] distances = [.. new double[][] { [1, 0], [1, 1], [0, 1] }.Select(blend =>
            Distance(GramsOf(Run(new StyleAdain { Blend = blend, Measured = false }, content, ("style", first), ("style2", second)).Value), 0, "woodcut"))];
        Assert.That(distances, Is.Ordered, "ever farther from the first style");
    }

    [Test]
    public void The_stronger_the_nearer_to_the_style_and_the_farther_from_the_content()
    {
        using var scope = NewDisposeScope();
        var results = new[] { 0.0, 0.5, 1 }.Select(alpha => Run(new StyleAdain { Alpha = alpha }, World(2), ("style", Style("points")))).ToArray();
        Assert.That(results.Select(result => -Sum(result, "gram-distance")), Is.Ordered);
        Assert.That(results.Select(result => Sum(result, "content-distance")), Is.Ordered);
    }

    /// <summary>On unseen images: far nearer to its painting than they are, nearer to it than to any other, and still showing what they show.</summary>
    [TestCaseSource(typeof(StyleNetworks), nameof(StyleNetworks.Paintings))]
    public void A_transform_network_has_learned_its_painting(string painting)
    {
        using var scope = NewDisposeScope();
        var contents = cat([World(0), World(1), World(2)]);
        var made = Run(new StyleFast { Style = painting, Measured = false }, contents).Value;
        var (before, after) = (GramsOf(contents), GramsOf(made));
        for (var i = 0; i < 3; i++)
        {
            Assert.That(Distance(after, i, painting), Is.LessThan(0.4 * Distance(before, i, painting)));
            Assert.That(Painting.Names.MinBy(name => Distance(after, i, name)), Is.EqualTo(painting));
        }

        var (seen, wanted) = (Features(made), Features(contents));
        for (var i = 0; i < 3; i++)
            Assert.That((long)(seen.narrow(0, i, 1) - wanted).square().flatten(1).sum(1).unsqueeze(0).neg().argmax(1), Is.EqualTo(i), "nearest to its own content");
    }

    [Test]
    public void The_decoder_takes_every_style()
    {
        using var scope = NewDisposeScope();
        var content = World(0);
        var made = Run(new StyleAdain { Measured = false }, content.expand(Painting.Names.Count, -1, -1, -1), ("style", cat([.. Painting.Names.Select(Style)]))).Value;
        var (before, after) = (GramsOf(content), GramsOf(made));
        for (var i = 0; i < Painting.Names.Count; i++)
        {
            Assert.That(Distance(after, i, Painting.Names[i]), Is.LessThan(0.7 * Distance(before, 0, Painting.Names[i])), Painting.Names[i]);
            Assert.That(Painting.Names.MinBy(name => Distance(after, i, name)), Is.EqualTo(Painting.Names[i]));
        }
    }

    [TestCase(5, 6)]
    [TestCase(64, 64)]
    [TestCase(37, 70)]
    [TestCase(50, 23)]
    public void Pictures_have_any_size(long height, long width)
    {
        using var scope = NewDisposeScope();
        var content = Random("large", 1, 3, height, width);
        foreach (var method in new OnePassTransfer[] { new StyleFast { Measured = false }, new StyleAdain { Measured = false } })
        {
            var made = Run(method, content, method is StyleAdain ? [("style", Random("any", 1, 3, 41, 30))] : []);
            Assert.That(made.Value.shape, Is.EqualTo(content.shape));
            Assert.That(made.Scalars, Is.Empty);
            Assert.That(Values(made.Value), Is.All.InRange(-2, 2), "pixels are colors");
        }
    }

    /// <summary>The same colors, whatever the units of the network that measures.</summary>
    [Test]
    public void Another_networks_units_change_nothing_but_the_units()
    {
        using var scope = NewDisposeScope();
        var other = new Preprocessing(_network.Architecture.Preprocessing.Resize, _network.Architecture.Preprocessing.Crop, [0.4, 0.3, 0.2], [0.1, 0.2, 0.3]) { BlueFirst = true };
        var shifted = new Network(_network.Architecture.With(other), _network.Parameters, float64, CPU);
        var picture = new World(new WorldOptions { Size = 64, Seed = 1000 }).Draw(4).Image;
        byte[] PixelsBy(Network network) => InputTensors.ToPicture(new StyleFast { Measured = false }.RunChecked(new Probe
        {
            Network = network,
            Input = InputTensors.FromPicture(picture, network.Architecture.Preprocessing, float64, CPU),
        }).Value, 0, network.Architecture.Preprocessing).Pixels;

        Assert.That(PixelsBy(shifted), Is.EqualTo(PixelsBy(_network)));
    }

    [Test]
    public void Colors_can_be_kept()
    {
        using var scope = NewDisposeScope();
        var content = World(5);
        var made = Run(new StyleAdain { Color = ColorPreservation.Luminance, Measured = false }, content, ("style", Style("blocks"))).Value;
        // Every channel is moved by the same.
        var change = made - content;
        Assert.That(Values(change - change.mean([1], true)), Is.All.EqualTo(0).Within(1e-10));
        Assert.That(Values(change).Max(Math.Abs), Is.GreaterThan(0.1));
    }

    [Test]
    public void The_networks_are_small()
    {
        foreach (var entry in GeneratorCatalogue.All.Where(entry => entry.Painting is not null))
            Assert.That(entry.Build().TrainedParameterCount, Is.LessThanOrEqualTo(150_000), entry.Name);
        Assert.That(GeneratorCatalogue.Named(StyleNetworks.Decoder).Build().TrainedParameterCount, Is.LessThanOrEqualTo(480_000));
    }

    [Test]
    public void What_does_not_fit_is_named()
    {
        using var scope = NewDisposeScope();
        var (content, style) = (World(0), Style("wash"));
        Refused(() => Run(new StyleFast { Style = "oils" }, content), "there is no transform network for the style 'oils'; there are strokes and glass");
        Refused(() => Run(new StyleFast(), Random("small", 1, 3, 4, 40)), "a picture of 4×40 pixels is too small for style-fast-strokes");
        Refused(() => Run(new StyleAdain(), Random("small", 1, 3, 2, 40), ("style", style)), "a picture of 2×40 pixels is too small for style-adain");
        Refused(() => Run(new StyleAdain(), content, ("style", Random("small", 1, 3, 10, 30))), "style has 10×30 pixels, and a unit of features.6 sees 12×12 of them");
        Refused(() => Run(new StyleAdain(), content, ("style", Random("grey", 1, 1, 40, 40))), "style has 1 channels and vgg-mini takes 3");
        Refused(() => Run(new StyleAdain(), content, ("style", Random("small", 1, 3, 10, 30))), "of them, so there is no texture to read; give a larger picture");
        Refused(() => Run(new StyleAdain(), content, ("style", Random("medium", 1, 3, 20, 20))), "or --set style_layers=… nearer to the input; or make it without measuring its distances, --set measured=false");
        Refused(() => Run(new StyleFast(), Random("small", 1, 3, 6, 6)), "give a larger picture, or layers nearer to the input; or make it without measuring its distances, --set measured=false");
        Refused(() => Run(new StyleFast { Measured = false }, Random("long", 1, 3, 8, 8194)), "a picture of 8×8194 pixels is too large for style-fast-strokes, which takes 8192 a side; give a smaller one, or --size");
        Refused(() => Run(new StyleAdain(), content), "style-adain needs a picture by the role 'style'");
        Refused(() => Run(new StyleAdain { Blend = [1, -1] }, content, ("style", style), ("style2", style)), "style-adain: blend has 2 shares (1, -1)");
        Refused(() => Run(new StyleFast(), content, ("style", style)), "style-fast takes no input by the role 'style'");
    }

    private static void Refused(Action run, string message) => Assert.That(run, Throws.TypeOf<UserError>().With.Message.Contains(message));

    private MethodResult Run(Method method, Tensor content, params (string Role, Tensor Picture)[] roles) => method.RunChecked(new Probe
    {
        Network = _network,
        Input = content,
        Roles = roles.ToDictionary(role => role.Role, role => role.Picture, StringComparer.Ordinal),
    });

    private static Tensor Random(string name, params long[] shape) => tensor(new StreamKey(2, "one pass", name).Open().Normal(shape.Aggregate((a, b) => a * b)), shape) * 0.7;

    private Tensor World(long index) =>
        InputTensors.FromPicture(new World(new WorldOptions { Size = 64, Seed = 1000 }).Draw(index).Image, _network.Architecture.Preprocessing, float64, CPU);

    private Tensor Style(string painting) => InputTensors.FromPicture(Painting.Draw(painting, 64), _network.Architecture.Preprocessing, float64, CPU);

    private Tensor Features(Tensor pictures) => ForwardWalk.Outputs(_network, pictures, [TransferLayers.ContentOf(_network.Architecture)])[0];

    private IReadOnlyList<Tensor> GramsOf(Tensor pictures) => [.. ForwardWalk.Outputs(_network, pictures, TransferLayers.StyleOf(_network.Architecture)).Select(GramMatrix.PerPosition)];

    /// <summary>The Gram distances of a picture from a painting, each by the size of the painting's matrix, in the mean over layers.</summary>
    private double Distance(IReadOnlyList<Tensor> grams, int picture, string painting)
    {
        if (!_paintings.TryGetValue(painting, out var wanted))
            _paintings[painting] = wanted = [.. GramsOf(Style(painting)).Select(gram => gram.DetachFromDisposeScope())];
        return grams.Zip(wanted).Average(pair => (double)((pair.First.narrow(0, picture, 1) - pair.Second).square().sum() / pair.Second.square().sum()));
    }

    private static double Sum(MethodResult result, string name) => result.Scalars.Where(scalar => scalar.Key.StartsWith(name, StringComparison.Ordinal)).Sum(scalar => scalar.Value[0]);

    private static double[] Values(Tensor values) => values.data<double>().ToArray();
}
