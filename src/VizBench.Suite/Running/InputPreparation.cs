using System.Security.Cryptography;
using System.Text;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Methods.Inputs;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Suite;

/// <summary>Reads or draws inputs, brings them into a network's form and runs the network over them once.</summary>
internal static class InputPreparation
{
    /// <exception cref="UserError">a picture that can't be read</exception>
    internal static PreparedInput Of(CaseInput input, Network network) => input switch
    {
        WorldInput world => OfWorld(world, network),
        BlankInput blank => Prepared(blank, network, Grey(network.Architecture.InputShape), network.Architecture.Preprocessing with { Resize = (int)network.Architecture.InputShape.Skip(1).Min() }, null, null),
        PictureInput picture => Prepared(picture, network, ImageFiles.Read(picture.Path), network.Architecture.Preprocessing, null, null),
        _ => throw new InvalidOperationException($"inputs of type {input.GetType().Name} are not offered"),
    };

    /// <summary>Mid-grey of the network's input size.</summary>
    private static RgbImage Grey(IReadOnlyList<long> shape)
    {
        var image = new RgbImage((int)shape[2], (int)shape[1]);
        Array.Fill(image.Pixels, (byte)128);
        return image;
    }

    private static PreparedInput OfWorld(WorldInput input, Network network)
    {
        var preprocessing = network.Architecture.Preprocessing;
        var size = Math.Clamp(preprocessing.Crop, WorldOptions.SmallestSize, WorldOptions.LargestSize);
        var sample = new World(new WorldOptions { Seed = input.Seed, Size = size }).Draw(input.Index);
        var label = IndexOf(network.Architecture.Classes, World.Classes[sample.Class]);
        if (size != preprocessing.Crop || (preprocessing.CropWidth ?? size) != size)
            return Prepared(input, network, sample.Image, preprocessing, null, label);
        // Drawn at the network's size: resizing and cropping again would move the picture against its mask.
        var mask = Array.ConvertAll(sample.Objects, entry => entry == sample.Class + 1);
        return Prepared(input, network, sample.Image, preprocessing with { Resize = size }, mask, label);
    }

    private static PreparedInput Prepared(
        CaseInput input, Network network, RgbImage image, Preprocessing preprocessing, bool[]? mask, long? trueClass)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var value = InputTensors.FromPicture(image, preprocessing, network.dtype, network.device);
        var logits = ForwardWalk.Logits(network, value).to(ScalarType.Float64, CPU).data<double>().ToArray();
        var seen = InputTensors.ToPicture(value, 0, preprocessing);
        return new PreparedInput
        {
            Input = input,
            Value = value.DetachFromDisposeScope(),
            Picture = seen,
            Mask = mask,
            TrueClass = trueClass,
            Logits = logits,
            Probability = network.Architecture.Probability,
            Sha256 = HashOf(image),
        };
    }

    private static long? IndexOf(IReadOnlyList<string> classes, string name)
    {
        for (var i = 0; i < classes.Count; i++)
        {
            if (string.Equals(classes[i], name, StringComparison.Ordinal))
                return i;
        }

        return null;
    }

    private static string HashOf(RgbImage image) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.ASCII.GetBytes($"rgb {image.Width}x{image.Height}\n"), .. image.Pixels]));
}
