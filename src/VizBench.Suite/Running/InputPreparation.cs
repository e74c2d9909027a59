using System.Security.Cryptography;
using System.Text;
using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Data.Paintings;
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
        BlankInput blank => OfBlank(blank, network),
        PictureInput picture => OfPicture(picture, network),
        PaintingInput painting => OfPainting(painting, network),
        _ => throw new InvalidOperationException($"inputs of type {input.GetType().Name} are not offered"),
    };

    /// <summary>Mid-grey of the size that is to be painted.</summary>
    private static PreparedInput OfBlank(BlankInput blank, Network network)
    {
        var shape = network.Architecture.InputShape;
        var (height, width) = blank.Size is { } side ? (side, side) : ((int)shape[1], (int)shape[2]);
        var image = new RgbImage(width, height);
        Array.Fill(image.Pixels, (byte)128);
        var preprocessing = network.Architecture.Preprocessing with { Resize = Math.Min(height, width) };
        if (blank.Size is not null)
            preprocessing = preprocessing with { Crop = height, CropWidth = null };
        return Prepared(blank, network, image, preprocessing, null, null);
    }

    private static PreparedInput OfWorld(WorldInput input, Network network)
    {
        var preprocessing = network.Architecture.Preprocessing;
        var size = WorldOptions.SizeFor(preprocessing.Crop);
        var sample = new World(new WorldOptions { Seed = input.Seed, Size = size }).Draw(input.Index);
        var label = IndexOf(network.Architecture.Classes, World.Classes[sample.Class]);
        if (size != preprocessing.Crop || (preprocessing.CropWidth ?? size) != size)
            return Prepared(input, network, sample.Image, preprocessing, null, label);
        // Drawn at the network's size: resizing and cropping again would move the picture against its mask.
        var mask = Array.ConvertAll(sample.Objects, entry => entry == sample.Class + 1);
        return Prepared(input, network, sample.Image, preprocessing with { Resize = size }, mask, label);
    }

    private static PreparedInput OfPainting(PaintingInput input, Network network)
    {
        var preprocessing = network.Architecture.Preprocessing;
        return Prepared(input, network, Painting.Draw(input.Name, Painting.SizeFor(preprocessing.Crop), input.Seed), preprocessing with { Resize = preprocessing.Crop }, null, null);
    }

    private static PreparedInput OfPicture(PictureInput input, Network network)
    {
        var (image, architecture) = (ImageFiles.Read(input.Path), network.Architecture);
        var (label, mask) = OwnTruth.Of(image, input.Class, input.Truth, architecture);
        return Prepared(input, network, image, architecture.Preprocessing, mask, label);
    }

    private static PreparedInput Prepared(
        CaseInput input, Network network, RgbImage image, Preprocessing preprocessing, bool[]? mask, long? trueClass)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        // What is painted has as many channels as the network takes; pictures are grey or in color.
        var value = input is BlankInput
            ? InputTensors.OfGrey(image.Height, image.Width, preprocessing, network.dtype, network.device)
            : InputTensors.FromPicture(image, preprocessing, network.dtype, network.device);
        // A classifier need not take another size than its own, and of a picture that is still to be painted nobody asks.
        double[] logits = network.Architecture.HasClasses && input is not BlankInput { Size: not null }
            ? ForwardWalk.Logits(network, value).to(ScalarType.Float64, CPU).data<double>().ToArray()
            : [];
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
            Sha256 = HashOf(image, input is PictureInput ? mask : null),
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

    // A region from a file can change while its picture stays; that of a world is a part of the picture.
    private static string HashOf(RgbImage image, bool[]? region) => Convert.ToHexStringLower(SHA256.HashData(
        [.. Encoding.ASCII.GetBytes($"rgb {image.Width}x{image.Height}\n"), .. image.Pixels, .. region?.Select(pixel => (byte)(pixel ? 1 : 0)) ?? []]));
}
