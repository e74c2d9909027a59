using VizBench.Data.ConceptWorld;
using VizBench.Methods.Inputs;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Methods.Maximisation.Facets;

/// <summary>Pictures of one class of ConceptWorld, with their codes at the layer before the logits and their true varieties.</summary>
/// <param name="Pictures">(n, C, H, W), in the network's units</param>
/// <param name="Codes">(n, features)</param>
/// <param name="Varieties">the sub-type of each</param>
internal sealed record ClassImages(Tensor Pictures, Tensor Codes, IReadOnlyList<string> Varieties)
{
    private const long TrainingWorld = 1;
    private const int AtOnce = 64;

    /// <summary>The layer whose output is an image's code: the last before the logits.</summary>
    internal static string CodeLayer(Architecture architecture) => architecture.Output.Inputs[0];

    /// <exception cref="UserError">the network's classes aren't ConceptWorld's, or its input has another form</exception>
    internal static ClassImages Draw(Probe probe, long target, int count, string method)
    {
        var architecture = probe.Network.Architecture;
        var name = target < architecture.Classes.Count ? architecture.Classes[(int)target] : "";
        var kind = World.Classes.ToList().FindIndex(known => string.Equals(known, name, StringComparison.Ordinal));
        var (height, width) = (probe.Input.shape[2], probe.Input.shape[3]);
        if (kind < 0 || height != width || height is < WorldOptions.SmallestSize or > WorldOptions.LargestSize)
            throw new UserError($"{method} needs images of the class and draws those of ConceptWorld; {probe.Network.Name}'s class {target} is none of it. Take a reference network (vizbench list networks)");
        var world = new World(new WorldOptions { Seed = TrainingWorld, Size = (int)height });
        var samples = new WorldSample[count];
        // Each run of as many images as there are classes holds each class once.
        Parallel.For(0, count, i => samples[i] = world.Draw((long)i * World.Classes.Count + kind));
        var preprocessing = architecture.Preprocessing with { Resize = (int)height };
        var pictures = cat([.. samples.Select(sample => InputTensors.FromPicture(sample.Image, preprocessing, ScalarType.Float64, CPU))], 0);
        return new ClassImages(pictures.to(probe.Input.dtype, probe.Input.device), CodesOf(probe, pictures), [.. samples.Select(sample => sample.SubType)]);
    }

    /// <summary>
    /// (n, features), float64 on the CPU whatever the probe's precision and device are: how images fall into groups turns on the last
    /// digits of their codes, and should not on the machine.
    /// </summary>
    internal static Tensor CodesOf(Probe probe, Tensor pictures)
    {
        using var network = probe.Network.To(ScalarType.Float64, CPU);
        var codes = new List<Tensor>();
        for (var first = 0L; first < pictures.shape[0]; first += AtOnce)
        {
            var part = pictures.narrow(0, first, Math.Min(AtOnce, pictures.shape[0] - first)).to(ScalarType.Float64, CPU);
            codes.Add(ForwardWalk.Outputs(network, part, [CodeLayer(network.Architecture)], probe.Cancellation)[0].flatten(1));
        }

        return cat([.. codes], 0);
    }

    /// <summary>The codes as rows of numbers.</summary>
    internal double[][] CodeRows() => Rows(Codes);

    internal static double[][] Rows(Tensor matrix)
    {
        var values = matrix.to(ScalarType.Float64, CPU).contiguous().data<double>().ToArray();
        return [.. values.Chunk((int)matrix.shape[1])];
    }
}
