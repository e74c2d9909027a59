using VizBench.Data.ConceptWorld;
using VizBench.Data.Images;
using VizBench.Metrics;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Suite;

/// <summary>
/// Images of the dataset that naturalness is measured from, equally many of each class: their spectra, and their codes on each network that is asked. No
/// reference network was trained on them, and they are others than those of the tables' first row.
/// </summary>
internal sealed class RealImages(PaintingSettings settings) : IDisposable
{
    // Far behind the images of that row, which are the world's first; a multiple of the number of classes.
    private const long First = 1_200_000;
    private const int AtOnce = 240;
    private readonly Dictionary<int, RgbImage[]> _bySize = [];
    private readonly Dictionary<(int Size, long Channels), double> _slopes = [];
    private readonly Dictionary<string, CodesOfImages> _codes = new(StringComparer.Ordinal);

    /// <summary>The mean slope of their power spectra, in the network's size and number of channels.</summary>
    internal double MeanSlopeFor(Network network)
    {
        var key = (EvaluationImages.SizeFor(network.Architecture), network.Architecture.InputShape[0]);
        if (_slopes.TryGetValue(key, out var known))
            return known;
        var images = ImagesFor(network);
        var slopes = new double[images.Length];
        Parallel.For(0, images.Length, i =>
        {
            using var scope = NewDisposeScope();
            var planes = PlanarImage.FromRgb(images[i], (int)key.Item2);
            slopes[i] = RadialPowerSpectrum.LogLogSlope(tensor(planes.Values, [planes.Channels, planes.Height, planes.Width]));
        });
        return _slopes[key] = slopes.Where(double.IsFinite).Average();
    }

    /// <summary>What a network makes of them, in the layer that its class scores are made from.</summary>
    internal CodesOfImages On(Network network, CancellationToken cancellation)
    {
        if (_codes.TryGetValue(network.Name, out var known))
            return known;
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var all = cat([.. ImagesFor(network).Chunk(AtOnce).Select(images => CodesOfImages.Rows(
            ForwardWalk.Outputs(network, PictureBatch.Of(network, images), [TypicalLayers.Top(network.Architecture)], cancellation)[0]))]);
        var scale = Math.Sqrt(all.square().mean().item<double>());
        return _codes[network.Name] = new CodesOfImages((all / scale).DetachFromDisposeScope(), scale);
    }

    public void Dispose()
    {
        foreach (var codes in _codes.Values)
            codes.All.Dispose();
    }

    private RgbImage[] ImagesFor(Network network)
    {
        var size = EvaluationImages.SizeFor(network.Architecture);
        if (!_bySize.TryGetValue(size, out var images))
        {
            var world = new World(new WorldOptions { Seed = settings.Seed, Size = size });
            images = [.. PictureBatch.Draw(world, First, (long)settings.References * World.Classes.Count).Select(sample => sample.Image)];
            _bySize[size] = images;
        }

        return images;
    }
}

/// <summary>Codes of images of the dataset on one network.</summary>
/// <param name="All">(N, D), float64, divided by scale; the class of row i is i modulo the number of classes</param>
/// <param name="Scale">the root of the codes' mean square. Networks' units have nothing to do with one another: divided by it, all weigh alike</param>
internal sealed record CodesOfImages(Tensor All, double Scale)
{
    /// <summary>A layer's outputs, a row for each picture.</summary>
    internal static Tensor Rows(Tensor outputs) => outputs.flatten(1).to(ScalarType.Float64, CPU);

    /// <param name="one">by its number in <see cref="World.Classes"/></param>
    internal Tensor OfClass(long one) => All.reshape(-1, World.Classes.Count, All.shape[1]).select(1, one);
}
