using NUnit.Framework;
using VizBench.Data.ConceptWorld;
using VizBench.Methods;
using VizBench.Methods.Inputs;
using VizBench.Methods.Inversion;
using VizBench.Networks;
using VizBench.Networks.Zoo;

namespace VizBench.Tests.Methods;

/// <summary>What inversion shows of the reference networks, on one image: docs/inversion.md has the whole of it.</summary>
public sealed class ReferenceInversionTests
{
    private static IEnumerable<string> Networks => NetworkCatalogue.All.Where(entry => entry is { Committed: true, MomentOf: null }).Select(entry => entry.Name);

    /// <summary>Shortened, so that both ends are compared and nothing between.</summary>
    [TestCaseSource(nameof(Networks))]
    public void Less_of_the_picture_is_left_the_deeper_the_layer(string name)
    {
        using var opened = NetworkCatalogue.Open(name, null, float32, CPU);
        var architecture = opened.Network.Architecture;
        double At(string layer) => PsnrOf(opened.Network, layer, new InvertMahendran { Steps = 100 });
        Assert.That(At(architecture.Layers.First(layer => layer.Operation is Convolution).Name), Is.GreaterThan(At(LastSpatialLayer.Of(architecture).Name) + 4));
    }

    /// <summary>The network of the seven whose first layer gives least away; with the whole schedule of docs/inversion.md it is 32 dB.</summary>
    [Test]
    public void The_first_convolution_gives_the_picture_away()
    {
        using var opened = NetworkCatalogue.Open("alexnet-mini-robust", null, float32, CPU);
        Assert.That(PsnrOf(opened.Network, "conv1", new InvertMahendran { Steps = 600, LambdaAlpha = 0, LambdaTv = 0.02, Momentum = 0.98 }), Is.GreaterThan(30));
    }

    private static double PsnrOf(Network network, string layer, InvertMahendran method)
    {
        using var scope = NewDisposeScope();
        var picture = new World(new WorldOptions { Seed = 1000, Size = 64 }).Draw(5).Image;
        var input = InputTensors.FromPicture(picture, network.Architecture.Preprocessing, float32, CPU);
        return method.RunChecked(new Probe { Network = network, Input = input, Layer = layer, Case = "inversions" }).Scalars["psnr"][0];
    }
}
