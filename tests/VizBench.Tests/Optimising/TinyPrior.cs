using VizBench.Methods;
using VizBench.Networks;
using VizBench.Networks.Weights;
using VizBench.Tests.Methods;

namespace VizBench.Tests.Optimising;

/// <summary>
/// A generator, an autoencoder of its codes, and the network whose codes they are, all linear but for a rectifier and so small that a test can
/// follow them by plain loops. They go by the names of the product's own.
/// </summary>
internal sealed class TinyPrior : IDisposable
{
    internal const int Codes = 5;
    internal const int Side = 6;
    internal const int Classes = 4;

    internal TinyPrior()
    {
        var generator = new LayerStack();
        generator.Add("code", new BatchNorm(Codes));
        generator.Add("fc", new Linear(Codes, 3 * Side * Side));
        generator.Add("picture", new Reshape([3, Side, Side]));
        Generator = Of("generator", [Codes], generator);

        var encoder = new LayerStack();
        encoder.Add("flatten", new Flatten());
        encoder.Add("fc6", new Linear(3 * Side * Side, Codes));
        encoder.Add("relu6", new ReLU());
        encoder.Add("fc8", new Linear(Codes, Classes));
        Encoder = Of("caffenet-mini", [3, Side, Side], encoder);

        var autoencoder = new LayerStack();
        autoencoder.Add("fc1", new Linear(Codes, Codes));
        Autoencoder = Of("autoencoder", [Codes], autoencoder);

        var climbed = new LayerStack();
        climbed.Add("flatten", new Flatten());
        climbed.Add("fc", new Linear(3 * Side * Side, Classes));
        Climbed = Of("climbed", [3, Side, Side], climbed);
    }

    internal Network Generator { get; }

    /// <summary>Its layer relu6 has the codes.</summary>
    internal Network Encoder { get; }

    internal Network Autoencoder { get; }

    /// <summary>Whose classes are painted.</summary>
    internal Network Climbed { get; }

    internal Probe Probe(params long[] targets) => SmallNetwork.ProbeOf(Climbed, 1) with { Targets = targets, Companions = Companions };

    internal Dictionary<string, Network> Companions => new(StringComparer.Ordinal)
    {
        ["dgn-fc6"] = Generator,
        ["upconv-fc6"] = Generator,
        ["caffenet-mini"] = Encoder,
        ["ppgn-dae"] = Autoencoder,
        ["dgn-fc6-robust"] = Generator,
        ["alexnet-mini-robust"] = Encoder,
        ["ppgn-dae-robust"] = Autoencoder,
    };

    internal double[] Mean => Paintings.Numbers(Generator.Parameters["code.running_mean"]);

    internal double[] Deviation => [.. Paintings.Numbers(Generator.Parameters["code.running_var"]).Select(Math.Sqrt)];

    /// <summary>The generator by plain loops: a code to 3·h·w numbers.</summary>
    internal double[] Picture(double[] code)
    {
        double[] Numbers(string role) => Paintings.Numbers(Generator.Parameters["code." + role]);
        var (mean, variance, weight, bias) = (Numbers("running_mean"), Numbers("running_var"), Numbers("weight"), Numbers("bias"));
        return Affine(Generator, "fc", [.. code.Select((value, i) => (value - mean[i]) / Math.Sqrt(variance[i] + 1e-5) * weight[i] + bias[i])]);
    }

    /// <summary>The gradient by the code of a linear function of the picture.</summary>
    /// <param name="byPicture">its gradient by the picture</param>
    internal double[] Gradient(double[] byPicture)
    {
        var (variance, scale, weight) = (Paintings.Numbers(Generator.Parameters["code.running_var"]), Paintings.Numbers(Generator.Parameters["code.weight"]), Paintings.Numbers(Generator.Parameters["fc.weight"]));
        return [.. Enumerable.Range(0, Codes).Select(i => byPicture.Select((value, p) => value * weight[p * Codes + i]).Sum() * scale[i] / Math.Sqrt(variance[i] + 1e-5))];
    }

    /// <summary>The row of the climbed network's weights that gives a class its logit.</summary>
    internal double[] Row(long target) => Paintings.Numbers(Climbed.Parameters["fc.weight"].select(0, target));

    internal static double[] Affine(Network network, string layer, double[] input)
    {
        var (weight, bias) = (Paintings.Numbers(network.Parameters[layer + ".weight"]), Paintings.Numbers(network.Parameters[layer + ".bias"]));
        return [.. bias.Select((offset, row) => offset + input.Select((value, i) => value * weight[row * input.Length + i]).Sum())];
    }

    public void Dispose()
    {
        foreach (var network in new[] { Generator, Encoder, Autoencoder, Climbed })
            network.Dispose();
    }

    private static Network Of(string name, long[] input, LayerStack stack)
    {
        using var scope = NewDisposeScope();
        var architecture = new Architecture(name, input, Preprocessing.ConceptWorld(Side), stack.Layers);
        var network = new Network(architecture, FormulaWeights.Of(architecture, 2, float64));
        // Codes as they are after a rectifier: above 0 on average.
        if (network.Parameters.TryGetValue("code.running_mean", out var mean))
        {
            using var grad = no_grad();
            mean.add_(0.8);
        }

        return network;
    }
}
