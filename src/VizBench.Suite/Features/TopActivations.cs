using VizBench.Data.ConceptWorld;
using VizBench.Networks;
using VizBench.Networks.Walks;

namespace VizBench.Suite;

/// <summary>One of the strongest activations of a unit over a dataset.</summary>
/// <param name="Image">its number in the dataset</param>
/// <param name="Y">row of the layer's map, the first of equals in row-major order; 0 where the layer has no maps</param>
/// <param name="X">column likewise</param>
/// <param name="Value">the activation</param>
public sealed record TopActivation(long Image, int Y, int X, double Value);

/// <summary>
/// The images that excite each unit of a layer most, in one pass over a dataset: of each unit only the strongest so far are
/// kept, so memory doesn't grow with the number of images. One activation counts for each image, its strongest.
/// </summary>
public static class TopActivations
{
    private const int Batch = 32;

    /// <summary>For each unit its strongest images, strongest first; of equals the earlier image.</summary>
    /// <param name="layer">a layer with maps or features</param>
    /// <param name="images">how many images of the source, from the first</param>
    /// <param name="top">how many of each unit, at least 1</param>
    /// <param name="progress">told the share done</param>
    /// <exception cref="UserError">no such layer</exception>
    public static IReadOnlyList<IReadOnlyList<TopActivation>> Of(
        Network network, string layer, IWorldSource source, long images, int top, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        Of(network, layer, PictureSequence.Of(source), images, top, progress, cancellation);

    /// <inheritdoc cref="Of(Network, string, IWorldSource, long, int, IProgress{double}?, CancellationToken)"/>
    public static IReadOnlyList<IReadOnlyList<TopActivation>> Of(
        Network network, string layer, PictureSequence source, long images, int top, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(top);
        var name = network.Architecture.LayerNamed(layer).Name;
        var kept = Enumerable.Range(0, (int)network.Architecture.ShapeOf(name)[0]).Select(_ => new RunningTop(top)).ToArray();
        for (var first = 0L; first < images; first += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            Add(kept, network, name, source, first, Math.Min(Batch, images - first), cancellation);
            progress?.Report(Math.Min(1, (first + Batch) / (double)images));
        }

        return [.. kept.Select(unit => unit.Strongest)];
    }

    private static void Add(RunningTop[] kept, Network network, string layer, PictureSequence source, long first, long count, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var grad = no_grad();
        var input = source.Input(network, first, count);
        var output = ForwardWalk.Outputs(network, input, [layer], cancellation)[0];
        var width = output.shape.Length > 2 ? (int)output.shape[^1] : 1;
        var flat = output.reshape(output.shape[0], output.shape[1], -1);
        var strongest = flat.amax(2);
        var values = strongest.to(ScalarType.Float64, CPU).contiguous().data<double>().ToArray();
        var places = FirstPlaces(flat, strongest.unsqueeze(2));
        for (var i = 0; i < values.Length; i++)
            kept[i % kept.Length].Offer(new TopActivation(first + i / kept.Length, (int)places[i] / width, (int)places[i] % width, values[i]));
    }

    /// <summary>The first position of each map's largest value; which of equal values argmax finds differs between devices.</summary>
    private static long[] FirstPlaces(Tensor flat, Tensor strongest)
    {
        var last = flat.shape[2] - 1;
        var fromEnd = arange(last, -1, -1, ScalarType.Int64, device: flat.device);
        return Array.ConvertAll((flat.eq(strongest) * fromEnd).amax(2).cpu().contiguous().data<long>().ToArray(), place => last - place);
    }
}
