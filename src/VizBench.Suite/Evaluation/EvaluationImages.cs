using VizBench.Data.ConceptWorld;
using VizBench.Methods.Inputs;
using VizBench.Networks;

namespace VizBench.Suite;

/// <summary>Images with their truth, as one network sees them. Owns its tensor.</summary>
internal sealed class EvaluationImages : IDisposable
{
    private EvaluationImages(Tensor input, long[] targets, bool[][] regions) => (Input, Targets, Regions) = (input, targets, regions);

    /// <summary>(N, 3, H, W), normalised.</summary>
    internal Tensor Input { get; }

    internal long[] Targets { get; }

    /// <summary>For each image H·W truths.</summary>
    internal bool[][] Regions { get; }

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

    /// <summary>Where the object of the image's class is visible.</summary>
    internal static bool[] ObjectOf(WorldSample sample) => Array.ConvertAll(sample.Objects, entry => entry == sample.Class + 1);

    /// <summary>Where the planted mark lies.</summary>
    internal static bool[] MarkOf(WorldSample sample) => Array.ConvertAll(sample.Mark, entry => entry == 1);
}
