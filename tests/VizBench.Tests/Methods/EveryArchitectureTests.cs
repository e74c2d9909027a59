using NUnit.Framework;
using VizBench.Methods;
using VizBench.Networks;
using VizBench.Networks.Weights;
using VizBench.Networks.Zoo;

namespace VizBench.Tests.Methods;

/// <summary>
/// Methods on every family of the zoo and on imported networks: two images together give what each gives alone.
/// </summary>
public sealed class EveryArchitectureTests
{
    // Float64 rounds at 1e-16; a hundred layers and quotients by small sums grow that. A BLAS whose sums depend on the batch
    // came to 1.01e-12 on densenet121 under lrp.
    private const double Tolerance = 1e-11;

    private static readonly Dictionary<string, string> s_cheap = new(StringComparer.Ordinal)
    {
        ["integrated-gradients"] = "steps=3",
        ["smoothgrad"] = "n=2",
        ["occlusion"] = "window=3,24,24;stride=3,20,20",
        ["rise"] = "masks=4",
        ["relevance-paths"] = "top=1",
    };

    [TestCase("alexnet-mini")]
    [TestCase("caffenet-mini")]
    [TestCase("googlenet-mini")]
    [TestCase("resnet-mini")]
    [TestCase("vgg-mini")]
    public void Every_method_on_a_reference_network(string name) => AssertAlike(name, null, EveryMethod);

    [TestCase("mobilenet_v3_small")]
    [TestCase("shufflenet_v2_x1_0")]
    [TestCase("squeezenet1_1")]
    public void Every_method_on_an_imported_network(string name) => AssertAlike(Model(name), "formula:1", EveryMethod);

    // Inception without batch normalisation, normalisation before pooling, bottlenecks: families that have no small member.
    [TestCase("zfnet")]
    [TestCase("googlenet-bvlc")]
    [TestCase("resnet50")]
    public void Walks_on_a_large_network(string name) => AssertAlike(name, "formula:1", ["deconvnet", "lrp"]);

    [TestCase("densenet121")]
    [TestCase("inception_v3")]
    [TestCase("mnasnet1_0")]
    [TestCase("mobilenet_v2")]
    [TestCase("regnet_y_400mf")]
    [TestCase("resnext50_32x4d")]
    public void Walks_on_an_imported_network(string name) => AssertAlike(Model(name), "formula:1", ["guided-backprop", "deconvnet", "lrp", "deeplift-rescale"]);

    [Test]
    public void Walks_on_an_imported_network_without_rectifiers() =>
        AssertAlike(Model("efficientnet_b0"), "formula:1", ["gradient", "deeplift-rescale", "lrp", "excitation-backprop", "deep-taylor"]);

    // With the default stabilisers of 1e-6 its relevance differs by up to 4e-11 between one image and two. Sums near zero, whose
    // quotients magnify last bits, would explain it, and larger stabilisers bring it below 1e-12; the cause itself wasn't measured.
    [Test]
    public void Walks_on_ConvNeXt_with_larger_stabilisers() =>
        AssertAlike(Model("convnext_tiny"), "formula:1", ["gradient", "deeplift-rescale", "lrp:epsilon=0.1;stabilizer=0.1", "excitation-backprop:stabilizer=0.1"]);

    [TestCase("efficientnet_b0", "deconvnet")]
    [TestCase("efficientnet_b0", "guided-backprop")]
    [TestCase("efficientnet_b0", "guided-grad-cam")]
    [TestCase("convnext_tiny", "deconvnet")]
    [TestCase("inception_v3", "deep-taylor")]
    public void A_network_that_a_method_does_not_suit_is_named(string name, string id)
    {
        using var opened = NetworkCatalogue.Open(Model(name), "formula:1", float64, CPU);
        Assert.That(() => AssertAlike(id, opened.Network), Throws.InstanceOf<UserError>().With.Message.Contains(opened.Network.Name).And.Message.Contains(id));
    }

    private static IEnumerable<string> EveryMethod => MethodRegistry.All
        .Where(info => info.Description.Result.IsAttribution()).Select(info => info.Id);

    private static string Model(string name) => TestFiles.Path("Onnx", "Models", name + ".onnx");

    private static void AssertAlike(string network, string? weights, IEnumerable<string> methods)
    {
        using var opened = NetworkCatalogue.Open(network, weights, float64, CPU);
        Assert.Multiple(() =>
        {
            foreach (var method in methods)
                AssertAlike(method, opened.Network);
        });
    }

    /// <param name="method">its id, and options after a colon</param>
    private static void AssertAlike(string method, Network network)
    {
        using var scope = NewDisposeScope();
        var (id, shape) = (method.Split(':')[0], network.Architecture.InputShape);
        var settings = method.Contains(':', StringComparison.Ordinal) ? method.Split(':')[1] : s_cheap.GetValueOrDefault(id, "");
        var made = MethodRegistry.Named(id).Create(settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal));
        var probe = new Probe
        {
            Network = network,
            Input = FormulaWeights.Input("every architecture", 1, 2, shape[0], shape[1], shape[2]),
            Targets = [1, 3],
            Layer = id is "score-cam" ? FewMaps(network.Architecture) : null,
        };
        var together = made.RunChecked(probe).Value;
        Assert.That((double)together.abs().flatten().amax(0), Is.Positive, $"{method} says something");
        for (var i = 0; i < 2; i++)
        {
            var alone = made.RunChecked(probe with { Input = probe.Input.narrow(0, i, 1), Targets = [probe.Targets[i]] }).Value;
            var expected = together.narrow(0, i, 1);
            var error = (double)(alone - expected).abs().flatten().amax(0) / (double)expected.abs().flatten().amax(0);
            Assert.That(error, Is.LessThanOrEqualTo(Tolerance), $"{method}, image {i}");
        }
    }

    /// <summary>The layer with maps that has the fewest of them: Score-CAM takes a forward pass for each.</summary>
    private static string FewMaps(Architecture architecture) =>
        architecture.Layers.Where(layer => layer.Operation is Convolution && architecture.ShapeOf(layer.Name) is [_, > 1, > 1]).MinBy(layer => architecture.ShapeOf(layer.Name)[0])!.Name;
}
