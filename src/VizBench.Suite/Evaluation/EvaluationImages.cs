using VizBench.Data.ConceptWorld;
using VizBench.Data.Folders;
using VizBench.Methods.Inputs;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Suite;

/// <summary>Images with their truth, as one network sees them. Owns its tensor.</summary>
internal sealed class EvaluationImages : IDisposable
{
    private EvaluationImages(Tensor input, long[] targets, bool[]?[] regions) => (Input, Targets, Regions) = (input, targets, regions);

    /// <summary>(N, C, H, W), normalised.</summary>
    internal Tensor Input { get; }

    internal long[] Targets { get; }

    /// <summary>For each image H·W truths; null: not known.</summary>
    internal bool[]?[] Regions { get; }

    /// <summary>What the pictures were taken for, where they are a person's own.</summary>
    internal IReadOnlyList<EvaluatedPicture> Pictures { get; private init; } = [];

    public void Dispose() => Input.Dispose();

    /// <summary>The side of the network's input.</summary>
    /// <exception cref="UserError">the network doesn't take square inputs, or knows not all classes of ConceptWorld</exception>
    internal static int SizeFor(Architecture architecture)
    {
        var preprocessing = architecture.Preprocessing;
        if ((preprocessing.CropWidth ?? preprocessing.Crop) != preprocessing.Crop || World.Classes.Any(name => !architecture.Classes.Contains(name, StringComparer.Ordinal)))
            throw new UserError($"{architecture.Name} is not a network of ConceptWorld's classes on square images, and only there is the truth known; choose a reference network (vizbench list networks)");
        return preprocessing.Crop;
    }

    /// <param name="region">the truth of an image</param>
    internal static EvaluationImages Of(IWorldSource source, IEnumerable<long> indices, Network network, Func<WorldSample, bool[]> region)
    {
        using var scope = NewDisposeScope();
        var samples = indices.Select(source.Draw).ToArray();
        var preprocessing = network.Architecture.Preprocessing with { Resize = source.Size };
        var input = cat([.. samples.Select(sample => InputTensors.FromPicture(sample.Image, preprocessing, network.dtype, network.device))]);
        var classes = network.Architecture.Classes.ToList();
        return new EvaluationImages(
            input.DetachFromDisposeScope(), [.. samples.Select(sample => (long)classes.IndexOf(World.Classes[sample.Class]))], [.. samples.Select(region)]);
    }

    /// <summary>A person's own pictures: the class is that of the folder or label, else the predicted one.</summary>
    /// <exception cref="UserError">a picture or a mask that can't be read, or a network without classes</exception>
    internal static EvaluationImages Of(PictureSet pictures, Network network, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var (inputs, regions, taken) = (new List<Tensor>(), new List<bool[]?>(), new List<EvaluatedPicture>());
        foreach (var picture in pictures.Pictures)
        {
            cancellation.ThrowIfCancellationRequested();
            var image = picture.Read();
            var input = InputTensors.FromPicture(image, network.Architecture.Preprocessing, network.dtype, network.device);
            var (label, region) = OwnTruth.Of(image, picture.Class, picture.Truth, network.Architecture);
            inputs.Add(input);
            regions.Add(region);
            taken.Add(new EvaluatedPicture(network.Name, picture.Name, label ?? ForwardWalk.Logits(network, input).argmax(1).item<long>(), label is not null, region is not null));
        }

        return new EvaluationImages(cat([.. inputs]).DetachFromDisposeScope(), [.. taken.Select(picture => picture.Target)], [.. regions]) { Pictures = taken };
    }

    /// <summary>Where the object of the image's class is visible.</summary>
    internal static bool[] ObjectOf(WorldSample sample) => Array.ConvertAll(sample.Objects, entry => entry == sample.Class + 1);

    /// <summary>Where the planted mark lies.</summary>
    internal static bool[] MarkOf(WorldSample sample) => Array.ConvertAll(sample.Mark, entry => entry == 1);
}
